//! Every rule that a site's files are held to, in one table.
//!
//! A rule's code is for ever: editors search for it and machines filter by it. Each rule has a
//! fixture of the same name in `tests/content/`.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be loaded.
    Error,
    /// The site loads, and is less than it should be.
    Warning,
}

impl Severity {
    /// The word for it, in every output format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, in lower-case kebab.
    pub code: &'static str,
    pub severity: Severity,
    /// The rule in one sentence.
    pub summary: &'static str,
}

macro_rules! rules {
    ($($name:ident $severity:ident $code:literal $summary:literal)*) => {
        $(
            #[doc = $summary]
            pub const $name: Rule =
                Rule { code: $code, severity: Severity::$severity, summary: $summary };
        )*

        /// All rules: files, TOML, keys, values, Markdown, cookies, translations, messages.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}

rules! {
    MISSING_FILE Error "missing-file" "A site has all of its single files."
    UNEXPECTED_FILE Error "unexpected-file" "A TOML file lies where one of its kind belongs."
    NOT_A_FILE Error "not-a-file" "What has a file's name is a file."
    FILE_TOO_LARGE Error "file-too-large" "A content file is at most 1 MB."
    UNREADABLE_FILE Error "unreadable-file" "The system lets every content file be read."
    NOT_STORED Error "not-stored" "A commit holds the site's files themselves: no links, submodules or pointers."
    INVALID_UTF_8 Error "invalid-utf-8" "A content file is UTF-8."
    NUL_BYTE Error "nul-byte" "A content file is text: it has no NUL bytes."

    MERGE_CONFLICT Error "merge-conflict" "No file holds the marks of a merge that was not finished."
    EMPTY_FOLDER Error "empty-folder" "A site has files of every kind."
    STRAY_FILE Warning "stray-file" "What looks like a file of the site is one."
    SCHEMA_LINE Warning "schema-line" "A file's `#:schema` line names the schema of its kind."
    OUTDATED_SCHEMA Warning "outdated-schema" "The schemas list the ids of taxonomy.toml."
    INVISIBLE_CHARACTER Error "invisible-character" "Every character of a file can be seen or is a space."
    WRONG_ENCODING Warning "wrong-encoding" "A character is written as itself."
    MIXED_SCRIPTS Warning "mixed-scripts" "A word's letters are of one script."

    TOML_SYNTAX Error "toml-syntax" "A content file is TOML."
    IMPOSSIBLE_DATE Error "impossible-date" "A date is a day of the calendar."
    DUPLICATE_KEY Error "duplicate-key" "A key is written once."

    UNKNOWN_KEY Error "unknown-key" "Every key is one that the format knows."
    MISSING_KEY Error "missing-key" "Every required key is there."
    WRONG_TYPE Error "wrong-type" "Every value is of its key's type."

    EMPTY_TEXT Error "empty-text" "A text that is written says something."
    TEXT_TO_WRITE Error "text-to-write" "Every TODO has been replaced by what it stands for."
    CONTROL_CHARACTER Error "control-character" "A text has no control characters."
    NO_LETTER Error "no-letter" "A name has a letter or a digit."
    NAME_TOO_LONG Warning "name-too-long" "A name or its short form fits where it is shown."
    MARKDOWN_IN_PLAIN_TEXT Warning "markdown-in-plain-text" "A plain text has no signs of Markdown or HTML."
    SHOWN_AS_TYPED Warning "shown-as-typed" "What looks like Markdown is Markdown."
    HEADING_SKIPS Warning "heading-skips" "A heading is at most one level below the one before it."
    LINK_TEXT Warning "link-text" "A link's text says where it leads."
    LONG_SENTENCE Warning "long-sentence" "A sentence has at most 25 words, and 15 on average."
    OTHER_LANGUAGE Warning "other-language" "A text is in the language of its key."
    UNKNOWN_WORD Warning "unknown-word" "A word is in a dictionary or in words.txt."
    DOUBLED_WORD Warning "doubled-word" "A word is written once."
    SUMMARY_TOO_LONG Error "summary-too-long" "A summary has at most 300 characters."
    MISSING_LANGUAGE Warning "missing-language" "A text is there in both languages."
    SAME_IN_BOTH_LANGUAGES Warning "same-in-both-languages" "A translation differs from its original."
    NEEDLESS_NAME_LANGUAGE Error "needless-name-language" "`name_language` is for a name that both languages share."
    DUPLICATE_NAME Warning "duplicate-name" "Two entries of a kind have two names."
    NOT_KEBAB Error "not-kebab" "Ids and slugs are lower-case words joined by hyphens."
    UNKNOWN_ID Error "unknown-id" "An id stands in taxonomy.toml."
    DUPLICATE_ID Error "duplicate-id" "A list names a thing once."
    EMPTY_LIST Error "empty-list" "A list that must name something does."
    UNKNOWN_VALUE Error "unknown-value" "A value with few choices is one of them."
    OUT_OF_RANGE Error "out-of-range" "A number or year is one that can be."
    FUTURE_DATE Error "future-date" "`as_of` is not in the future."
    BEGAN_AFTER Error "began-after" "What a file says was true by `as_of`."
    BAD_URL Error "bad-url" "An address can be gone to."
    NOT_HTTPS Error "not-https" "An address is https."
    BAD_EMAIL Error "bad-email" "An e-mail address can be written to."
    EDIT_URL_WITHOUT_FILE Error "edit-url-without-file" "`edit_url` says where the file's path goes."

    RAW_HTML Error "raw-html" "Markdown contains no HTML."
    LEVEL_1_HEADING Error "level-1-heading" "Headings in Markdown begin at level 2."
    IMAGE Error "image" "Markdown contains no images."
    FORBIDDEN_LINK Error "forbidden-link" "A link leads to https:// or to a path of this site."
    BROKEN_LINK Error "broken-link" "A link within the site leads to something that is there."
    LINK_LANGUAGE Warning "link-language" "A link within the site leads to a page in the text's language."
    BAD_INTERNAL_LINK Error "bad-internal-link" "A link within the site has the form of a path of this site."

    NECESSARY_CATEGORY Error "necessary-category" "One category of cookies is `necessary`."
    TOO_MANY_CATEGORIES Error "too-many-categories" "A visitor is asked about at most 4 categories."
    NAME_OR_PREFIX Error "name-or-prefix" "A cookie has either a name or a prefix."
    BAD_COOKIE_NAME Error "bad-cookie-name" "A cookie's name is one that a browser takes."
    BAD_LIFETIME Error "bad-lifetime" "A lifetime is `session`, `N days` or `N months`."
    LIFETIME_TOO_LONG Error "lifetime-too-long" "A cookie lives for at most 13 months."
    BAD_HOST Error "bad-host" "A host is `https://host`, with nothing after it."
    MISSING_SCRIPT Error "missing-script" "A script of this site is in static/."
    SCRIPT_WITHOUT_COOKIE Error "script-without-cookie" "An optional script sets a declared cookie."
    FORBIDDEN_ATTRIBUTE Error "forbidden-attribute" "A script's attributes are its own settings."
    CONSENT_NOT_DECLARED Error "consent-not-declared" "The cookie of the visitor's choice is declared."
    VISIT_NOT_DECLARED Warning "visit-not-declared" "The cookie of the site's own statistics is declared."
    DECLARATION_NOT_KEPT Warning "declaration-not-kept" "The present declaration is kept in declarations/."
    DECLARATION_ALTERED Warning "declaration-altered" "A declaration once published stays as it was."

    NOT_PUBLISHED Error "not-published" "What every page needs, and what machines read, can be written."
    UNKNOWN_NETWORK Error "unknown-network" "A search names networks that there are."
    SEARCH_FAILS Warning "search-fails" "A search finds what it must among the first three."

    TRANSLATION_BEHIND Warning "translation-behind" "A text changes in both languages."

    FLUENT_SYNTAX Error "fluent-syntax" "A file of messages is Fluent."
    DUPLICATE_MESSAGE Error "duplicate-message" "A message is defined once."
    MISSING_MESSAGE Error "missing-message" "Every message that the pages use is there."
    UNKNOWN_VARIABLE Error "unknown-variable" "A message uses the variables that it is given."
    UNKNOWN_TERM Error "unknown-term" "A message uses terms that are defined."
    BROKEN_MESSAGE Error "broken-message" "A message can be formatted, in each of its forms."
    UNKNOWN_MESSAGE Warning "unknown-message" "A message is one that the pages use."
    UNUSED_VARIABLE Warning "unused-variable" "A message says what it is told."
    MISSING_PLURAL Warning "missing-plural" "What counts things has a form for one."
    MESSAGE_AS_TYPED Warning "message-as-typed" "A message has no signs of other formats."
}
