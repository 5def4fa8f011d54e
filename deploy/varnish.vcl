# Varnish in front of the program: a shared cache that keeps visitors apart.
#
# Start it with `-p http_gzip_support=off`: the program's codings (br, gzip) are better than what
# Varnish would make of them, and VCL below picks one. TLS is for whatever stands in front.
# tests/deploy/ tries this file, with the real Varnish.
#
# A page depends on its address, on what the visitor decided about cookies, on the browser's
# privacy signal, and on the coding: the program says so in Vary. Here these are brought into
# normal form, and everything else is taken away; so one copy per state is kept, and nobody can
# change what somebody else is shown. An edit is public after ten seconds.
vcl 4.1;

import directors;
import std;

probe alive {
    .request =
        "HEAD /robots.txt HTTP/1.1"
        "Host: localhost"
        "Connection: close";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 1;
    .initial = 1;
}

# CHANGE: where the copies of the program listen.
backend one {
    .host = "127.0.0.1";
    .port = "3000";
    .probe = alive;
    .connect_timeout = 2s;
    .first_byte_timeout = 15s;
}
backend two {
    .host = "127.0.0.1";
    .port = "3001";
    .probe = alive;
    .connect_timeout = 2s;
    .first_byte_timeout = 15s;
}

sub vcl_init {
    new copies = directors.round_robin();
    copies.add_backend(one);
    copies.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = copies.backend();
    unset req.http.Proxy;

    if (req.method != "GET" && req.method != "HEAD") {
        # A form is small; kept, it can be sent once more to another copy.
        if (!std.cache_req_body(8KB)) {
            return (synth(413));
        }
        return (pass);
    }
    # The cookie page is one visitor's own.
    if (req.url ~ "^/[a-z][a-z]/cookies/") {
        return (pass);
    }

    std.collect(req.http.Cookie, "; ");
    # The decision, as VERSION.DAY.CATEGORIES. The day matters on the cookie page alone. A cookie
    # that is there twice was planted, and decides nothing.
    if (req.url !~ "^/static/"
        && req.http.Cookie ~ "(^|;\s*)__Host-consent=[0-9a-f]{12}\.[0-9]{8}\.[a-z0-9+-]{0,128}\s*(;|$)"
        && req.http.Cookie !~ "__Host-consent=.*__Host-consent=") {
        set req.http.Cookie = regsub(req.http.Cookie,
            "^.*?__Host-consent=([0-9a-f]{12})\.[0-9]{8}\.([a-z0-9+-]*).*$",
            "__Host-consent=\1.20000101.\2");
    } else {
        unset req.http.Cookie;
    }
    if (req.http.Sec-GPC == "1") {
        set req.http.Sec-GPC = "1";
    } else {
        unset req.http.Sec-GPC;
    }
    if (req.http.Accept-Encoding ~ "(?i)(^|[,\s])br\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        set req.http.Accept-Encoding = "br";
    } else if (req.http.Accept-Encoding ~ "(?i)(^|[,\s])gzip\s*(,|$|;\s*q=(1|0\.0*[1-9]))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    # Words that somebody searched for are in the query; they are not kept.
    if (req.url ~ "[?].") {
        return (pass);
    }

    # For five seconds a page is fresh, for five more it is still shown while a new one is fetched:
    # ten together. What is older is for when no copy of the program answers.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 5s;
    }
    return (hash);
}

# The key is the address and what was brought into normal form above, and nothing else: not the
# host, which a visitor may choose.
sub vcl_hash {
    hash_data(req.url);
    hash_data(req.http.Cookie);
    hash_data(req.http.Sec-GPC);
    hash_data(req.http.Accept-Encoding);
    return (lookup);
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status == 404 && bereq.url ~ "^/static/" && bereq.retries < 2) {
        # While copies of two revisions run side by side, the one that has the file is found.
        return (retry);
    }
    if (beresp.status != 200 || beresp.http.Set-Cookie
        || beresp.http.Cache-Control ~ "private|no-store") {
        set beresp.ttl = 10s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    if (bereq.url ~ "^/static/") {
        set beresp.ttl = 7d;
    } else {
        set beresp.ttl = 5s;
    }
    set beresp.grace = 1d;
    set beresp.keep = 1d;
    return (deliver);
}

# What one copy did not answer is asked of each in turn: by then, chance might choose the same one
# again. CHANGE: one line, and one retry, for each copy.
sub vcl_backend_fetch {
    if (bereq.retries == 1) {
        set bereq.backend = one;
    } else if (bereq.retries == 2) {
        set bereq.backend = two;
    }
}

sub vcl_backend_error {
    if (bereq.retries < 2) {
        return (retry);
    }
}

sub vcl_deliver {
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    unset resp.http.Age;
}
