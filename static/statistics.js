navigator.sendBeacon("/visit", new URLSearchParams({ page: location.pathname }));
