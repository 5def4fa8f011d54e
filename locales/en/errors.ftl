# Pages that say what went wrong, and how to go on.
errors-not-found-title = This page does not exist
errors-not-found-text = The address may be wrong, or the page is gone. Search the networks, or go to the start page.
errors-method-title = This is not possible here
errors-method-text = This address does not take what your browser sent. Go back, and try again from the page itself.
errors-refused-title = We could not accept this
errors-refused-text = The form did not come from this site, or it held something unknown. Nothing has changed. Open the page about cookies, and make your choice there.
errors-too-large-title = This was too much
errors-too-large-text = What your browser sent is larger than this site takes. Nothing has changed.
errors-timeout-title = This took too long
errors-timeout-text = What your browser sent did not arrive in time. Please try again.
errors-internal-title = Something went wrong on our side
errors-internal-text = It is not your fault. Please try again in a few minutes.
errors-home = To the start page
errors-finder = Find a network
errors-cookies = To the page about cookies
