# The question about cookies, its answer, and the cookie page.
cookies-question = Cookies on this site
cookies-question-text = { $owner } would like to place optional cookies, for: { $purposes }. The site works as well without. You can change your mind at the bottom of every page.
cookies-accept = Accept
cookies-refuse = Refuse
cookies-details = More about cookies
cookies-saved-accepted = You accepted cookies. You can withdraw that at the bottom of every page.
cookies-saved-refused = You refused cookies. We only remember that choice.
cookies-not-kept = Your browser did not keep your choice, because it refuses cookies from this site. So we ask again on every page. As long as there is no choice, we use nothing optional.
cookies-saved-label = Your choice
cookies-close = Close
cookies-withdraw = Withdraw consent to cookies
cookies-title = Cookies
cookies-summary = Which cookies this site uses, what they are for and how long they stay. You choose here what is allowed.
cookies-introduction = A cookie is a small text that your browser keeps for a website. You read here which cookies this site uses, and you choose what you allow.
cookies-your-choice = Your choice
cookies-state-not-asked = You have not made a choice yet. Until you do, we use nothing optional.
cookies-state-unreadable = We could not read your earlier choice. So we ask you again.
cookies-state-changed = Our cookies have changed since your last choice. So we ask you again.
cookies-state-expired = Your choice is more than six months old. So we ask you again.
cookies-state-signalled = Your browser says that you do not want to be followed (Global Privacy Control). So we ask nothing and use nothing optional. You can still choose otherwise here.
cookies-state-accepted = On { $date } you accepted: { $categories }.
cookies-state-refused = On { $date } you refused all optional cookies.
cookies-nothing-optional = This site uses nothing optional. So there is nothing to choose.
cookies-allow = I accept: { $category }
cookies-save = Save choice
cookies-always = This is always on. The site cannot do without it.
cookies-declaration = All cookies, one by one
cookies-table = Cookies: { $category }
cookies-name = Name
cookies-purpose = What for
cookies-party = Set by
cookies-first-party = this site
cookies-third-party = another site
cookies-lifetime = Stays
cookies-prefix = { $name } and more
cookies-session = until you close your browser
cookies-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
cookies-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
cookies-no-cookies = This category sets no cookies.
cookies-scripts = Scripts
cookies-script-hosts = { $script } may load from and send to: { $hosts }
cookies-policy = What your browser enforces
cookies-policy-text = With every page we send your browser a rule. It says what the page may load. Your browser refuses everything else.
cookies-policy-own = For you the rule names this site only.
cookies-policy-hosts = For you the rule names this site and: { $hosts }.
cookies-policy-header = The rule, word for word
cookies-versions = Earlier declarations
cookies-version = Declaration { $version }
cookies-version-current = This is declaration { $version }.
cookies-version-summary = Cookie declaration { $version }: what visitors were shown when it was in force.
cookies-version-in-force = This declaration is in force now.
cookies-version-old = This declaration is no longer in force.
cookies-version-link = The declaration that is in force now
