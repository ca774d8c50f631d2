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

/// Blocks of lines, and of what follows from them, stand across the page of a record that is made
/// of lines.
pub fn across<'a>(
    module: &Module,
    blocks: Vec<view::BlockView<'a>>,
) -> (Option<view::LinesView<'a>>, Vec<view::BlockView<'a>>) {
    if !has_lines(module) {
        return (None, blocks);
    }
    let is_lines = |block: &view::BlockView| {
        block.facts.iter().any(|fact| matches!(fact.field.kind, FieldType::Lines { .. }))
    };
    let (across, blocks) = blocks.into_iter().partition(is_lines);
    let names = |block: &view::BlockView| -> Vec<String> {
        block.facts.iter().map(|fact| fact.field.name.clone()).collect()
    };
    let told = |block: &view::BlockView| is_told(module, &names(block));
    let (mut after, across): (Vec<_>, Vec<_>) = Vec::into_iter(across).partition(told);
    after.retain(|block| block.facts.iter().any(|fact| !fact.value.is_empty()));
    let follows = |block: &view::BlockView| block.facts.iter().all(|f| !f.field.is_editable());
    let (sums, lines): (Vec<_>, Vec<_>) = Vec::into_iter(across).partition(follows);
    let is_strong = |fact: &view::FactView| module.key_facts.contains(&fact.field.name);
    let sums = sums.into_iter().flat_map(|block| block.facts);
    let sums = sums.map(|fact| {
        let strong = is_strong(&fact);
        (fact, strong)
    });
    (Some(view::LinesView { sums: sums.collect(), blocks: lines, after }), blocks)
}
