# The question about cookies, its answer, and the cookie page.
cookies-question = Cookies on this site
cookies-question-text = { $owner } would like to use cookies for { $purposes }. The site works just as well without them. You can change your mind at the bottom of every page.
cookies-accept = Accept cookies
cookies-refuse = Reject cookies
cookies-details = View cookies
cookies-saved-accepted = You have accepted cookies. You can change this at the bottom of every page.
cookies-saved-refused = You have rejected cookies. This choice is the only thing we remember.
cookies-not-kept = Your browser did not keep your choice, because it refuses cookies from this site. So we ask again on every page. As long as there is no choice, we set no optional cookies.
cookies-saved-label = Your choice
cookies-close = Hide this message
cookies-withdraw = Withdraw consent to cookies
cookies-title = Cookies
cookies-summary = Which cookies this site uses, for what purpose and for how long. Here you also choose which ones you allow.
cookies-introduction = Cookies are small text files that a website keeps in your browser. This page lists the cookies that we use, and lets you choose which ones you allow.
cookies-your-choice = Your choice
cookies-state-not-asked = You have not made a choice yet. Until you do, we set no optional cookies.
cookies-state-unreadable = We could not read your earlier choice, so we ask you again.
cookies-state-changed = Our cookies, or what we say about them, have changed since your last choice. That is why we ask you again.
cookies-state-expired = Your choice is more than six months old. That is why we ask you again.
cookies-state-signalled = Your browser sends the signal Global Privacy Control: you do not want your data to be sold or shared. We take that as a no and set no optional cookies. You can choose otherwise below.
cookies-state-accepted = On { $date } you accepted: { $categories }.
cookies-state-refused = On { $date } you rejected all optional cookies.
cookies-nothing-optional = This site sets no optional cookies, so there is nothing to choose.
cookies-allow = Allow { $category }
cookies-save = Save choice
cookies-always = We do not need your consent for these cookies.
cookies-declaration = All cookies, one by one
cookies-table = Cookies: { $category }
cookies-name = Name
cookies-purpose = Purpose
cookies-party = Set by
cookies-first-party = { $owner } (this site)
cookies-third-party = another site
cookies-lifetime = Expires after
cookies-prefix = names that begin with { $name }
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
cookies-policy = For those who want the details
cookies-policy-text = With every page we send your browser a rule that says what the page may load. Your browser refuses everything else.
cookies-policy-own = For you the rule names this site only.
cookies-policy-hosts = For you the rule names this site and: { $hosts }.
cookies-policy-header = The rule, word for word
cookies-versions = Earlier cookie declarations
cookies-version = Cookie declaration (version { $version })
cookies-version-current = This is version { $version } of the cookie declaration.
cookies-version-summary = Cookie declaration, version { $version }: what visitors were shown when it was in force.
cookies-version-in-force = This cookie declaration is in force now.
cookies-version-old = This cookie declaration is no longer in force.
cookies-version-link = The cookie declaration that is in force now
