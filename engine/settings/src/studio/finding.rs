//! Pages of the studio that are about one module, as the search of the settings finds them.

use catalog::Module;
use present::head;
use present::map::{Fit, fits, synonyms};
use records::Cx;
use ui::views::settings::MapLine;

use super::{follow, kit};

/// Pages told at most; what leads to more is told by the page of all modules alone.
const MOST: usize = 8;

/// The pages that fit what was typed.
pub fn pages(cx: &Cx, typed: &[String]) -> Vec<MapLine> {
    if typed.is_empty() || !cx.actor.is_administrator() {
        return Vec::new();
    }
    let all = cx.catalog.modules().iter();
    let found = all.flat_map(|module| of_module(cx, module, typed)).take(MOST + 1);
    let found: Vec<MapLine> = found.collect();
    if MOST < found.len() { Vec::new() } else { found }
}

fn of_module(cx: &Cx, module: &Module, typed: &[String]) -> Vec<MapLine> {
    let at = kit::at(module);
    let named = head::module(cx, module);
    let formula = format!("fields/{}", follow::NEW_FORMULA);
    let rollup = format!("fields/{}", follow::NEW_ROLLUP);
    let mut pages = vec![
        ("fields", "words_fields", ""),
        ("page_layout", "words_layout", "layout"),
        ("page_follows", "words_follows", "follows"),
        ("page_likeness", "words_likeness", "likeness"),
        ("new_formula", "words_formula", formula.as_str()),
        ("new_rollup", "words_rollup", rollup.as_str()),
    ];
    if module.pipeline.is_some() {
        pages.push(("page_stages", "words_stages", "stages"));
    }
    if studio::is_numbered_freely(module) {
        pages.push(("page_numbers", "words_numbers", "numbers"));
    }
    let line = |(name, words, path): (&str, &str, &str)| {
        let label = format!("{}: {}", named.many, kit::text(cx, name));
        let words = synonyms(cx, &format!("ui.studio.{words}"));
        fits(&[&label, &words], typed, Fit::Exact).then(|| MapLine {
            n: None,
            what: String::new(),
            href: format!("{at}/{path}").trim_end_matches('/').to_owned(),
            icon: named.icon.clone(),
            around: Vec::new(),
            label,
        })
    };
    pages.into_iter().filter_map(line).collect()
}
