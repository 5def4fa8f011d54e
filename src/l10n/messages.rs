//! Every message that the pages say, and what each is told: the compiler knows a misspelt name and a
//! wrong argument. The words are in `locales/`, and are held to this table whenever they are loaded.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::diagnostic::Source;
use crate::language::Language;

/// What the pages say a message with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
}

/// A message as the pages use it.
pub struct Contract {
    pub id: &'static str,
    pub arguments: &'static [(&'static str, Kind)],
}

/// All messages in one language, a method each.
pub struct Messages(FluentBundle<FluentResource>);

impl Messages {
    /// The messages of files in which no error was found.
    pub(super) fn new(language: Language, sources: &[Source<'_>]) -> Self {
        let mut bundle =
            FluentBundle::new_concurrent(language.code().parse().into_iter().collect());
        // All languages run left to right, so that values need no marks around them.
        bundle.set_use_isolating(false);
        let _ = bundle.add_builtins();
        for source in sources {
            let (Ok(resource) | Err((resource, _))) =
                FluentResource::try_new(source.text_without_mark().to_owned());
            bundle.add_resource_overriding(resource);
        }
        Self(bundle)
    }

    /// Whatever the message holds, the page has words: where a part of it could not be formatted,
    /// the part as it is written, and without a message its id.
    fn format(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        self.try_format(id, arguments).0
    }

    pub(super) fn try_format(
        &self,
        id: &str,
        arguments: &FluentArgs<'_>,
    ) -> (String, Vec<FluentError>) {
        let Some(pattern) = self.0.get_message(id).and_then(|message| message.value()) else {
            return (id.to_owned(), Vec::new());
        };
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        (text, errors)
    }
}

trait Text {
    fn value(&self) -> FluentValue<'_>;
}

impl<T: AsRef<str>> Text for T {
    fn value(&self) -> FluentValue<'_> {
        self.as_ref().into()
    }
}

trait Number {
    fn value(&self) -> FluentValue<'_>;
}

impl<T: Into<FluentNumber> + Copy> Number for T {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::Number((*self).into())
    }
}

/// The name of a method as an id: with hyphens.
const fn kebab<const N: usize>(name: &str) -> [u8; N] {
    let mut id = [0; N];
    let mut at = 0;
    while at < N {
        let byte = name.as_bytes()[at];
        id[at] = if byte == b'_' { b'-' } else { byte };
        at += 1;
    }
    id
}

macro_rules! id {
    ($name:ident) => {{
        const ID: &[u8] = &kebab::<{ stringify!($name).len() }>(stringify!($name));
        match str::from_utf8(ID) {
            Ok(id) => id,
            Err(_) => stringify!($name),
        }
    }};
}

macro_rules! messages {
    ($($name:ident($($argument:ident: $kind:ident),*);)*) => {
        #[allow(private_bounds)]
        impl Messages {
            $(pub fn $name(&self, $($argument: impl $kind),*) -> String {
                #[allow(unused_mut)]
                let mut arguments = FluentArgs::new();
                $(arguments.set(stringify!($argument), $kind::value(&$argument));)*
                self.format(const { id!($name) }, &arguments)
            })*
        }

        pub const ALL: &[Contract] = &[$(Contract {
            id: id!($name),
            arguments: &[$((stringify!($argument), Kind::$kind)),*],
        }),*];
    };
}

messages! {
    // branches.ftl
    branches_label();
    branches_branch(branch: Text, commit: Text);
    branches_title();
    branches_introduction();
    branches_name();
    branches_date();
    branches_changed();
    branches_found();
    branches_no_address();
    branches_changes(count: Number);
    branches_new();
    branches_old();
    branches_findings(count: Number);
    branches_broken(branch: Text);
    // cookies.ftl
    cookies_question();
    cookies_question_text(owner: Text, purposes: Text);
    cookies_accept();
    cookies_refuse();
    cookies_details();
    cookies_saved_accepted();
    cookies_saved_refused();
    cookies_not_kept();
    cookies_saved_label();
    cookies_close();
    cookies_withdraw();
    cookies_title();
    cookies_summary();
    cookies_introduction();
    cookies_your_choice();
    cookies_state_not_asked();
    cookies_state_unreadable();
    cookies_state_changed();
    cookies_state_expired();
    cookies_state_signalled();
    cookies_state_accepted(date: Text, categories: Text);
    cookies_state_refused(date: Text);
    cookies_nothing_optional();
    cookies_allow(category: Text);
    cookies_save();
    cookies_always();
    cookies_declaration();
    cookies_table(category: Text);
    cookies_name();
    cookies_purpose();
    cookies_party();
    cookies_first_party(owner: Text);
    cookies_third_party();
    cookies_lifetime();
    cookies_prefix(name: Text);
    cookies_session();
    cookies_days(days: Number);
    cookies_months(months: Number);
    cookies_no_cookies();
    cookies_scripts();
    cookies_script_hosts(script: Text, hosts: Text);
    cookies_policy();
    cookies_policy_text();
    cookies_policy_own();
    cookies_policy_hosts(hosts: Text);
    cookies_policy_header();
    cookies_versions();
    cookies_version(version: Text);
    cookies_version_current(version: Text);
    cookies_version_summary(version: Text);
    cookies_version_in_force();
    cookies_version_old();
    cookies_version_link();
    // entry.ftl
    entry_kind_network();
    entry_kind_charter();
    entry_kind_collaboration();
    entry_facts();
    entry_audience();
    entry_themes();
    entry_place();
    entry_since();
    entry_signed();
    entry_partners();
    entry_reach();
    entry_more();
    entry_website(kind: Text, name: Text);
    entry_university_page(kind: Text, name: Text);
    entry_email(name: Text);
    entry_no_contact();
    entry_mail_office();
    entry_as_of(date: Text);
    entry_as_of_short(year: Text);
    entry_stale();
    entry_related();
    entry_related_by(terms: Text);
    entry_wrong();
    entry_edit();
    entry_mail_change();
    entry_mail_subject(name: Text);
    entry_join();
    entry_join_unknown();
    entry_join_unknown_no_contact();
    entry_languages();
    entry_language_name(language: Text);
    entry_standing();
    entry_standing_university();
    entry_standing_independent();
    entry_standing_city();
    // errors.ftl
    errors_not_found_title();
    errors_not_found_text();
    errors_method_title();
    errors_method_text();
    errors_refused_title();
    errors_refused_text();
    errors_too_large_title();
    errors_too_large_text();
    errors_timeout_title();
    errors_timeout_text();
    errors_internal_title();
    errors_internal_text();
    errors_home();
    errors_finder();
    errors_cookies();
    // finder.ftl
    finder_title();
    finder_summary();
    finder_form();
    finder_audience();
    finder_theme();
    finder_place();
    finder_words();
    finder_any_audience();
    finder_any_theme();
    finder_any_place();
    finder_submit();
    finder_option(label: Text, count: Number);
    finder_found(count: Number);
    finder_found_for(count: Number, conditions: Text);
    finder_quoted(words: Text);
    finder_conditions();
    finder_drop(condition: Text);
    finder_drop_all();
    finder_did_you_mean(words: Text);
    finder_inexact();
    finder_all();
    finder_nearest();
    finder_none_help();
    finder_too_long();
    finder_everyone();
    finder_partly(words: Text);
    finder_reason(reasons: Text);
    finder_unknown(values: Text);
    finder_themes();
    finder_title_theme(themes: Text);
    finder_title_audience(audiences: Text);
    finder_title_place(places: Text);
    finder_title_words(words: Text);
    // glance.ftl
    glance_title();
    glance_text();
    glance_caption();
    glance_theme();
    glance_cell(count: Number, audience: Text, theme: Text);
    // home.ftl
    home_question();
    home_choice(audience: Text, label: Text);
    home_all();
    home_networks(count: Number);
    home_about();
    home_all_networks(count: Number);
    // preview.ftl
    preview_fallback();
    preview_stale();
    // site.ftl
    site_skip();
    site_navigation();
    site_overview();
    site_networks();
    site_languages();
    site_breadcrumbs();
    site_footer();
    site_contact();
    site_diversity_office();
    site_accessibility();
    site_privacy();
    site_cookies();
    site_feed();
    site_source();
    site_leads_to(host: Text);
    site_only_in_other_language();
    site_previous_page();
    site_next_page();
    site_page_of(page: Number, pages: Number);
    site_pages();
    site_month(month: Number);
    site_date(day: Text, month: Text, year: Text);
    site_month_year(month: Text, year: Text);
    site_share_image();
    // statement.ftl
    statement_changed(date: Text);
    statement_organisation();
    statement_facts();
    statement_scope();
    statement_law();
    statement_decree();
    statement_status();
    statement_no_status();
    statement_signed();
    statement_not_signed();
    statement_signed_by(by: Text, date: Text);
    statement_controller();
    statement_controller_missing();
    statement_address();
    statement_officer();
    statement_legal_basis();
    statement_recipients();
    statement_mail();
    statement_authority();
}
