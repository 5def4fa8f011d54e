//! The journeys once more behind the proxies of `deploy/`: what comes from a cache is as good.

use crate::common::proxied::{HOST, House, Kind};
use crate::consent::choose_and_withdraw;
use crate::journeys::{find_a_network, refuse_and_find_support, switch_the_language};
use crate::visitor::Visitor;

fn journeys_pass_through(base: &str) {
    let open = || Visitor::at(base.to_owned());
    // Twice: what the first has put into the cache is shown to the second.
    for _ in 0..2 {
        switch_the_language(&open);
        refuse_and_find_support(&open);
    }
    find_a_network(&open);
    for are_scripts_on in [true, false] {
        choose_and_withdraw(&open(), "/en/networks/rise/", are_scripts_on, "__Host-consent");
    }
}

#[test]
fn journeys_pass_through_nginx() {
    let house = House::build(Kind::Nginx, "nginx-browser");
    journeys_pass_through(&format!("https://{HOST}:{}", house.tls.port()));
}

/// Varnish speaks no TLS; browsers trust their own machine without.
#[test]
fn journeys_pass_through_varnish() {
    let house = House::build(Kind::Varnish, "varnish-browser");
    journeys_pass_through(&format!("http://{}", house.address));
}
