//! Which networks have what a visitor chose.

use std::cmp::Reverse;

use super::query::Query;
use crate::content::model::{Content, Facet, Network};

/// How many networks each choice would leave, by facet and in the taxonomy's order.
pub type Counts = [Vec<usize>; Facet::COUNT];

/// The networks that have what was chosen, and how many each choice would leave.
pub fn filter(numbers: &[usize], content: &Content, query: &Query) -> (Vec<usize>, Counts) {
    let mut kept = Vec::new();
    let mut counts = Facet::ALL.map(|facet| vec![0; facet.terms(&content.taxonomy).len()]);
    for &number in numbers {
        let network = &content.networks[number];
        let fits = Facet::ALL.map(|facet| fits(network, facet, query));
        if fits.iter().all(|it| *it) {
            kept.push(number);
        }
        for facet in Facet::ALL {
            if Facet::ALL.into_iter().all(|other| other == facet || fits[other as usize]) {
                let terms = facet.terms(&content.taxonomy).iter();
                for (term, count) in terms.zip(&mut counts[facet as usize]) {
                    *count += usize::from(has(network, facet, &term.id));
                }
            }
        }
    }
    // What is at the place that was asked for comes before what is everywhere.
    kept.sort_by_key(|&number| !is_at_chosen_place(query, &content.networks[number]));
    (kept, counts)
}

/// The networks in `order` that have most of what was chosen, the best first.
pub fn nearest(order: &[usize], content: &Content, query: &Query) -> Vec<usize> {
    let count = |&number: &usize| {
        let chosen = Facet::ALL.into_iter().filter(|&facet| !query.chosen(facet).is_empty());
        chosen.filter(|&facet| fits(&content.networks[number], facet, query)).count()
    };
    let mut networks: Vec<_> = order.iter().copied().filter(|number| count(number) > 0).collect();
    networks.sort_by_key(|number| Reverse(count(number)));
    networks
}

/// Whether a network is at the place that was chosen, and not only there too.
pub fn is_at_chosen_place(query: &Query, network: &Network) -> bool {
    let chosen = query.chosen(Facet::Place);
    chosen.is_empty() || chosen.iter().any(|id| Facet::Place.holds(network, id))
}

/// Whether a network has one of the terms that were chosen, if any were.
fn fits(network: &Network, facet: Facet, query: &Query) -> bool {
    let chosen = query.chosen(facet);
    chosen.is_empty() || chosen.iter().any(|id| has(network, facet, id))
}

/// Whether a network answers to a term: one of the whole university answers for every place.
fn has(network: &Network, facet: Facet, id: &str) -> bool {
    facet.holds(network, id) || facet == Facet::Place && network.is_everywhere()
}
