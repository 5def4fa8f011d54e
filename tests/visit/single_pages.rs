//! Pages of text of which there is one: what is there is linked to everywhere, what is not nowhere.

use crate::common::samples::TODAY;
use crate::common::server::Server;
use crate::common::{Page, SiteCopy, sitemap, words};

const PATHS: [&str; 2] = ["/nl/diversity-office/", "/en/diversity-office/"];

fn is_linked(server: &Server, path: &str) -> bool {
    let home = Page::get(server, &path[..4]);
    home.attributes("footer a", "href").contains(&path)
}

#[test]
fn a_page_that_is_not_there_is_not_linked_to() {
    let site = SiteCopy::good();
    let server = Server::of(&site, TODAY);
    for path in PATHS {
        server.get(path).assert_status(404);
        assert!(!is_linked(&server, path) && !sitemap(&server).contains(&path.to_owned()));
    }

    site.write(
        "content/pages/diversity-office.toml",
        "title = \"Diversity Office\"\nas_of = 2026-11-01\n\
         summary = { nl = \"Wie wij zijn.\", en = \"Who we are.\" }\n\
         body = { nl = \"Het bureau.\", en = \"The office.\" }\n",
    );
    let server = Server::of(&site, TODAY);
    for (path, other) in [(PATHS[0], PATHS[1]), (PATHS[1], PATHS[0])] {
        let page = Page::get(&server, path);
        assert_eq!(words(page.one("h1")), "Diversity Office");
        assert_eq!(page.attribute(".languages a", "href"), other);
        assert!(is_linked(&server, path) && sitemap(&server).contains(&path.to_owned()));
        let own = page.all(&format!("footer a[href='{path}'][aria-current=page]"));
        assert_eq!(own.len(), 1, "{path}");
    }
}

#[test]
fn an_address_in_capitals_or_with_doubled_slashes_leads_to_the_right_one() {
    let server = Server::of(&SiteCopy::good(), TODAY);
    for (path, right) in [
        ("/NL/Netwerken/RISE/", "/nl/netwerken/rise/"),
        ("/nl//netwerken//rise//", "/nl/netwerken/rise/"),
        ("/en/Accessibility", "/en/accessibility/"),
        ("/EN/", "/en/"),
        ("/nl/Netwerken/?theme=gender", "/nl/netwerken/?theme=gender"),
    ] {
        server.get(path).assert_redirect(308, right);
    }
    server.get("//nl.example/").assert_status(404);
}
