# Pages that say what went wrong, and how to go on.
errors-not-found-title = Page not found
errors-not-found-text = Check the web address, or search for a network below. If a link on this site brought you here, email us which one it was.
errors-method-title = You cannot do that here
errors-method-text = This address can only be viewed. Go back and try again from the page itself.
errors-refused-title = We could not process this request
errors-refused-text = Nothing has changed. If you wanted to save your choice about cookies, do that on the page Cookies.
errors-too-large-title = This request is too large
errors-too-large-text = What your browser sent is larger than this site can process. Nothing has changed.
errors-timeout-title = This request took too long
errors-timeout-text = What your browser sent did not arrive in time. Try again.
errors-internal-title = Sorry, there is a problem with this site
errors-internal-text = The fault is ours. Try again later, or email us.
errors-home = Go to the overview
errors-finder = Find a network
errors-cookies = Go to the page Cookies
