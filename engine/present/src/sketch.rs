//! What would come of a form, for the pane beside it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use catalog::Module;
use records::Cx;
use records::behavior::{Sketched, Words};
use sheets::sketch as view;

use crate::head;

/// Makes the model of what was drawn, with its words in the language of its reader.
#[must_use]
pub fn drawn(cx: &Cx, module: &Module, sketched: Sketched) -> view::Drawn {
    let labelled =
        |problem: kernel::FieldProblem| (head::field_label(cx, module, &problem.field), problem);
    view::Drawn {
        pages: sketched.pages.iter().map(|page| address(page)).collect(),
        n_pages: sketched.n_pages,
        problems: sketched.problems.into_iter().map(labelled).collect(),
        words: sketched.words.into_iter().map(|group| words(cx, group)).collect(),
    }
}

/// The pane of a module that draws, before anything is drawn.
#[must_use]
pub fn pane(
    cx: &Cx,
    module: &Module,
    record: Option<kernel::RecordId>,
) -> Option<view::SketchPane> {
    let of = record.map(|id| format!("?of={id}")).unwrap_or_default();
    let at = format!("/{}/sketch{of}", module.plural);
    records::behavior::draws(cx, &module.code).then_some(view::SketchPane { at, drawn: None })
}

fn words(cx: &Cx, group: Words) -> view::WordGroup {
    let words = group.words.into_iter();
    view::WordGroup {
        label: cx.text(group.heading).to_owned(),
        field: group.field.to_owned(),
        words: words.map(|(text, key)| (text, cx.text(&key).to_owned())).collect(),
    }
}

/// A page as an address that holds it whole: what a person wrote stands in no document of ours, and
/// no address of ours gives it out.
fn address(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_stands_in_no_markup() {
        let page = address("<svg><script>alert(1)</script><text>\"'&</text></svg>");
        let held = page.strip_prefix("data:image/svg+xml;base64,").unwrap();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        assert!(held.chars().all(is_plain), "{page}");
    }
}
