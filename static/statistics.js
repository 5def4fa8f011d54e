// Reports one view of this page, and nothing of who sees it. A page carries this script only for
// visitors who accepted statistics.
navigator.sendBeacon("/visit", new URLSearchParams({ page: location.pathname }));
