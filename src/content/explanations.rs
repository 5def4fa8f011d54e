//! The words of the TOML parser, in plain ones.

/// What the parser's messages mean to an editor: how they begin, what is wrong, what to do;
/// nothing, where that depends on the key.
pub type Explanation = (&'static [&'static str], &'static str, &'static str);

pub const EXPLANATIONS: &[Explanation] = &[
    (
        &["string values must be quoted", "missing value", "invalid value"],
        "the value is missing, or stands without quotation marks",
        "",
    ),
    (&["invalid boolean", "unexpected sign"], "the value stands without quotation marks", ""),
    (
        &["invalid basic string, expected `\""],
        "the text has no closing quotation mark",
        "end it with `\"`; a text of several lines begins and ends with `\"\"\"`",
    ),
    (
        &["invalid literal string, expected `'`"],
        "the text has no closing quotation mark",
        "end it with `'`; a text with an apostrophe stands between `\"` and `\"`",
    ),
    (
        &["invalid multi-line"],
        "this text of several lines is never closed",
        "end it with the signs that it begins with, on a line of their own",
    ),
    (
        &["missing escaped value", "too few unicode value digits", "invalid unicode"],
        "a backslash begins an escape, and this is none",
        "write `\\\\` where a backslash is meant",
    ),
    (
        &["unexpected key or value", "unexpected content"],
        "something follows the value",
        "begin a new line for the next key; write `\\\"` for a quotation mark within a text",
    ),
    (&["unclosed table"], "the header has no closing bracket", "end it with `]`"),
    (&["unclosed array table"], "the header has no closing brackets", "end it with `]]`"),
    (&["unclosed"], "this bracket is never closed", "end the list with `]`, or the texts with `}`"),
    (&["missing comma"], "a comma is missing before this", "put `,` between the two"),
    (&["extra comma"], "there is a comma too many", "leave it out"),
    (&["extra `=`", "extra assignment"], "there is an `=` too many", "leave it out"),
    (
        &["missing key", "missing assignment", "invalid inline table", "unexpected `=`"],
        "within brackets, this is no key with its value",
        "write `{ nl = \"…\", en = \"…\" }` or `[\"…\", \"…\"]`",
    ),
    (&["missing opening quote"], "the text has no opening quotation mark", ""),
    (&["missing table open", "invalid table"], "this is no header", "write it as `[name]`"),
    (&["unexpected leading zero"], "a number does not begin with 0", ""),
    (
        &[
            "invalid date",
            "invalid time",
            "invalid integer",
            "invalid float",
            "invalid mantissa",
            "invalid fraction",
            "invalid exponent",
            "invalid hexadecimal",
            "invalid octal",
            "invalid binary",
            "redundant",
            "radix",
            "integers with",
            "`_` may only",
            "integer number overflowed",
        ],
        "this is no number, and no date",
        "",
    ),
    (
        &["carriage return"],
        "a carriage return stands here without a line feed",
        "save the file with ordinary ends of lines",
    ),
    (
        &["cannot extend", "duplicate"],
        "this is a value already, and cannot be a table too",
        "keep one of the two",
    ),
    (&["cannot recurse"], "brackets stand within each other too often", "leave some out"),
    (
        &["invalid comment", "unexpected content between"],
        "a remark holds a sign that cannot be seen",
        "delete the remark, and type it anew",
    ),
];

/// Of what the parser may still say.
pub const UNKNOWN: Explanation =
    (&[], "this line cannot be read", "compare it with the lines around it: `key = \"value\"`");
