//! What of bundles is handed over: their components, each as a line below.

use goods::component::fields as component;
use goods::product::bundle;
use kernel::{Decimal, Line, Link};
use records::Draft;

use crate::delivery_line::fields;

/// Lines with the components of their bundles, made anew; a component that was there before is the
/// same line.
pub(super) fn with_components(draft: &Draft, lines: Vec<Line>) -> Vec<Line> {
    let (mut made, said): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.kind == "component");
    let mut all = Vec::new();
    for line in said {
        let parts = components(draft, &line);
        let of = line.id.to_string();
        all.push(line);
        for (item, part) in parts {
            let is_same = |one: &Line| {
                fields::PART_OF.of(one).as_ref() == Some(&of)
                    && fields::ITEM.of(one).is_some_and(|known| known.id == item.id)
            };
            let before = made.iter().position(is_same).map(|at| made.swap_remove(at));
            let mut one = before.unwrap_or_else(|| Line::of("component"));
            fields::ITEM.fill(&mut one, Some(item));
            fields::PART_OF.fill(&mut one, Some(of.clone()));
            fields::NAME.fill(&mut one, component::NAME.of(&part));
            fields::UNIT.fill(&mut one, component::UNIT.of(&part));
            fields::QUANTITY.fill(&mut one, component::QUANTITY.of(&part));
            fields::IS_SHOWN.fill(&mut one, component::IS_SHOWN.of(&part));
            all.push(one);
        }
    }
    all
}

fn components(draft: &Draft, line: &Line) -> Vec<(Link, Line)> {
    let Some(item) = fields::ITEM.of(line).filter(|_| line.kind == "item") else {
        return Vec::new();
    };
    if draft.need_of(&item, "kind").as_text() != bundle::BUNDLE {
        return Vec::new();
    }
    let quantity = fields::QUANTITY.of(line).unwrap_or(Decimal::ONE);
    bundle::unpacked(draft.need_of(&item, "components"), quantity)
}
