//! A branch, as an editor's browser sees it before it is merged.

use crate::common::eventually;
use crate::common::repository::Repository;
use crate::visitor::Visitor;

#[test]
fn a_branch_is_walked_at_its_host_name_until_it_is_merged() {
    let repository = Repository::new();
    let (program, previews) = repository.serve_with_previews();
    repository.git(&["switch", "--quiet", "--create", "my-branch"]);
    let rise = repository.clone.join("content/networks/rise.toml");
    let rise = std::fs::read_to_string(rise).unwrap();
    let newcomers = rise.replace("Researchers in Science", "Newcomers");
    repository.write("content/networks/newcomers.toml", newcomers);
    repository.commit("Add a network");
    repository.git(&["push", "--quiet", "origin", "my-branch"]);

    let port = previews.port();
    let visitor = Visitor::at(format!("http://localhost:{port}"));
    eventually("the list has it", || {
        visitor.visit("/").text("document.body.innerText").contains("my-branch")
    });
    visitor.click("a[href*='//my-branch.']");
    let host = format!("http://my-branch.localhost:{port}");
    let is_at = |place: &str| visitor.tab.get_url() == format!("{host}{place}");
    eventually("the branch's site is there", || is_at("/en/") && visitor.has("aside details"));
    let shown = visitor.text("document.querySelector('aside').textContent");
    assert!(shown.contains("This is the branch my-branch"), "{shown}");
    assert!(visitor.has("main a[href='/en/networks/newcomers/']"), "the home page lists it");

    // What differs leads to the page that is new.
    visitor.click("aside details summary").click("aside details a[href='/en/networks/newcomers/']");
    eventually("the new page is there", || is_at("/en/networks/newcomers/") && visitor.has("h1"));
    assert!(visitor.text("document.querySelector('h1').textContent").contains("Newcomers"));
    assert_eq!(visitor.complaints(), Vec::<String>::new());

    // A choice made here is made nowhere else.
    visitor.click("button[value=accept]");
    eventually("the choice is kept", || visitor.cookies().contains_key("consent"));
    let public = Visitor::of(&program);
    public.visit("/en/");
    assert!(public.has(".notice button[value=accept]"));
    assert!(!public.has("main a[href='/en/networks/newcomers/']"), "visitors do not have it");
    visitor.tab.navigate_to(&format!("http://main.localhost:{port}/en/")).unwrap();
    eventually("another branch is there", || visitor.text("location.host").starts_with("main."));
    assert!(visitor.has("button[value=accept]") && visitor.cookies().is_empty());

    repository.git(&["push", "--quiet", "origin", "my-branch:main"]);
    let is_public = "main a[href='/en/networks/newcomers/']";
    eventually("it is merged", || public.visit("/en/").has(is_public));
}
