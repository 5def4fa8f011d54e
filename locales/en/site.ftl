# What stands on every page.
site-skip = Skip to main content
site-navigation = Main menu
site-overview = Overview
site-networks = Find a network
site-languages = Language
site-breadcrumbs = You are here
site-footer = About this site
site-contact = Email us
site-diversity-office = Diversity Office
site-accessibility = Accessibility
site-privacy = Privacy
site-cookies = Cookies
site-feed = Feed (Atom)
site-source = Source of this site
site-leads-to = on { $host }
site-only-in-other-language = This text is not available in English yet. You are reading the Dutch text.
site-previous-page = Previous page
site-next-page = Next page
site-page-of = Page { $page } of { $pages }
site-pages = More results
site-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
site-date = { $day } { $month } { $year }
site-month-year = { $month } { $year }
site-share-image = Two circles that overlap, with the words: Collaboration and networks, Leiden University
