//! Modules whose records are made of lines: what stands across their pages.

use catalog::{Field, FieldType, Module};
use ui::views::detail as view;

/// Whether records of a module are made of lines.
#[must_use]
pub fn has_lines(module: &Module) -> bool {
    let is_lines = |field: &Field| matches!(field.kind, FieldType::Lines { .. });
    module.fields.iter().any(|field| is_lines(field) && field.is_editable())
}

/// Whether a block only tells of lines that other records brought about.
pub fn is_told(module: &Module, names: &[String]) -> bool {
    let is_told = |name: &String| {
        let field = module.field(name);
        field.is_some_and(|f| matches!(f.kind, FieldType::Lines { .. }) && !f.is_editable())
    };
    !names.is_empty() && names.iter().all(is_told)
}

/// Blocks of lines, and of amounts that follow from them, stand across the page of their record;
/// what other records brought about comes after what the record itself is made of.
pub fn across<'a>(
    module: &Module,
    blocks: Vec<view::BlockView<'a>>,
) -> (Option<view::LinesView<'a>>, Vec<view::BlockView<'a>>) {
    let is_lines = |fact: &view::FactView| matches!(fact.field.kind, FieldType::Lines { .. });
    let is_amount = |f: &view::FactView| !f.field.is_editable() && f.field.kind == FieldType::Money;
    let is_sum =
        |block: &view::BlockView| !block.facts.is_empty() && block.facts.iter().all(is_amount);
    let mut lines = blocks.iter().flat_map(|block| &block.facts).filter(|fact| is_lines(fact));
    // A record that does without lines, and of which nothing follows from them, is told like any
    // other.
    let does_without = lines.all(|fact| fact.field.is_editable() && fact.value.is_empty());
    if does_without && !blocks.iter().any(is_sum) {
        return (None, blocks);
    }
    let (across, blocks) = blocks.into_iter().partition(|block: &view::BlockView| {
        block.facts.iter().any(is_lines) || block.facts.iter().all(is_amount)
    });
    let names = |block: &view::BlockView| -> Vec<String> {
        block.facts.iter().map(|fact| fact.field.name.clone()).collect()
    };
    let told = |block: &view::BlockView| is_told(module, &names(block));
    let (told, across): (Vec<_>, Vec<_>) = Vec::into_iter(across).partition(told);
    let follows = |block: &view::BlockView| block.facts.iter().all(|f| !f.field.is_editable());
    let (sums, mut blocks_of_lines): (Vec<_>, Vec<_>) = across.into_iter().partition(follows);
    let after = match has_lines(module) {
        true => told
            .into_iter()
            .filter(|block| block.facts.iter().any(|f| !f.value.is_empty()))
            .collect(),
        false => {
            blocks_of_lines.extend(told);
            Vec::new()
        }
    };
    let is_strong = |fact: &view::FactView| module.key_facts.contains(&fact.field.name);
    let sums = sums.into_iter().flat_map(|block| block.facts);
    let sums = sums.map(|fact| {
        let strong = is_strong(&fact);
        (fact, strong)
    });
    (Some(view::LinesView { sums: sums.collect(), blocks: blocks_of_lines, after }), blocks)
}
