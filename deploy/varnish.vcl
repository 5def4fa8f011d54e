# Varnish in front (behind whatever ends TLS): the same rules as deploy/nginx.conf.
vcl 4.1;

import std;
import directors;

# Copies share nothing: add a backend for each.
backend first {
    .host = "127.0.0.1";
    .port = "3000";
    .probe = { .url = "/robots.txt"; .interval = 1s; .timeout = 1s; .window = 3; .threshold = 2; }
}

sub vcl_init {
    new copies = directors.round_robin();
    copies.add_backend(first);
}

sub vcl_recv {
    set req.backend_hint = copies.backend();
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # A page depends on one cookie and on nothing else that browsers send (see the README). Of its
    # value the day makes no difference.
    if (req.http.Cookie ~ "(^|; *)__Host-consent=[0-9a-f]{12}\.[0-9]{8}\.[a-z0-9+-]*(;|$)") {
        set req.http.Cookie = regsub(req.http.Cookie,
            "^(.*; *)?(__Host-consent=[0-9a-f]{12}\.[0-9]{8}\.[a-z0-9+-]*)(;.*)?$", "\2");
        set req.http.X-Consent = regsub(req.http.Cookie,
            "^__Host-consent=([0-9a-f]{12})\.[0-9]{8}\.(.*)$", "\1.\2");
    } else {
        unset req.http.Cookie;
        unset req.http.X-Consent;
    }
    # What is made for one visitor alone.
    if (req.url ~ "^/(nl|en)/cookies/($|\?)") {
        return (pass);
    }
    if (req.http.Sec-GPC != "1") {
        unset req.http.Sec-GPC;
    }
    if (req.http.Accept-Encoding ~ "(^|,) *br *(,|;|$)") {
        set req.http.X-Coding = "br";
    } elsif (req.http.Accept-Encoding ~ "gzip") {
        set req.http.X-Coding = "gzip";
    } else {
        set req.http.X-Coding = "identity";
    }
    # Only the front door asks for the visitor's language.
    if (req.url ~ "^/(nl/|en/|static/)") {
        unset req.http.Accept-Language;
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    hash_data(req.http.X-Consent);
    hash_data(req.http.Sec-GPC);
    hash_data(req.http.X-Coding);
    hash_data(req.http.Accept-Language);
    return (lookup);
}

sub vcl_backend_fetch {
    # Varnish itself knows gzip alone; this program has brotli ready.
    if (bereq.http.X-Coding) {
        set bereq.http.Accept-Encoding = bereq.http.X-Coding;
    }
}

sub vcl_backend_response {
    # The key holds all that `Vary` names.
    if (beresp.http.Cache-Control ~ "no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
    } elsif (beresp.http.Cache-Control !~ "immutable") {
        # Five seconds fresh and five while it is fetched anew: an edit is seen ten seconds later at most.
        set beresp.ttl = 5s;
        set beresp.grace = 5s;
        set beresp.keep = 1d;
    }
    set beresp.http.X-Vary = beresp.http.Vary;
    unset beresp.http.Vary;
}

sub vcl_deliver {
    if (resp.http.X-Vary) {
        set resp.http.Vary = resp.http.X-Vary;
        unset resp.http.X-Vary;
    }
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
