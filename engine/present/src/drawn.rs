//! Charts of records in groups.

use std::collections::BTreeMap;

use catalog::{Field, Module};
use chart::{Chart, Part, Point};
use maud::Markup;
use records::{Cx, GroupLevel, Heap, Heaps};
use social::{Figure, Form};

use crate::groups::{
    Material, POINTS, fill, hue, is_measured, is_named, label, level_label, list_of, of_figure,
    said,
};
use crate::head;
use crate::list_state::ListState;

/// Hues of what has none of its own.
const HUES: [u16; 10] = [210, 30, 150, 290, 60, 340, 180, 100, 250, 0];

/// The size of a group in a chart, and the same in words; one currency, that of the first group.
fn size(
    reader: ui::Cx<'_>,
    (state, field): (&ListState, Option<&Field>),
    heap: &Heap,
    currency: Option<kernel::Currency>,
) -> (i64, String) {
    let Some(field) = field else {
        let n = i64::try_from(heap.n).unwrap_or(i64::MAX);
        return (n, ui::format::integer(reader, heap.n));
    };
    let fits =
        |figures: &&records::Figures| figures.field == field.name && figures.currency == currency;
    let Some(figures) = heap.figures.iter().find(fits) else { return (0, "–".into()) };
    let mut amount = of_figure(figures, state.grouping.figure);
    amount.rescale(2);
    let size = i64::try_from(amount.mantissa()).unwrap_or(i64::MAX);
    (size, said(reader, field, figures, state.grouping.figure))
}

/// The chart of the groups, if one is wanted and there is something to show.
pub fn chart(cx: &Cx, reader: ui::Cx<'_>, material: &Material<'_>) -> Option<Markup> {
    let Material { module, state, level, heaps, inner } = material;
    let form = state.grouping.chart?;
    let field = module.field(&level.field)?;
    if heaps.all.is_empty() || !heaps.is_exact {
        return None;
    }
    let name = state.grouping.of.as_deref().filter(|name| is_measured(cx, module, name));
    let measured = name.and_then(|name| module.field(name));
    let currency = measured.and_then(|field| main_currency(field, heaps));
    let wanted = (*state, measured);
    let is_of_time = level.is_of_time(module);
    let mut points = points(cx, reader, (material, field, heaps), (form, measured, currency));
    let legend = match form {
        Form::Bar => stacked(cx, reader, wanted, (module, inner, currency), &mut points),
        Form::Line | Form::Pie | Form::Funnel => Vec::new(),
    };
    if is_of_time {
        points.reverse();
    } else {
        folded(cx, reader, wanted, &mut points);
    }
    let what = match measured {
        Some(field) => head::field_label(cx, module, &field.name),
        None => cx.text("groups.count").to_owned(),
    };
    let by = level_label(cx, module, level);
    let title = fill(cx, "groups.chart_of", &[("what", &what), ("by", &by)]);
    let about = cx.text("groups.chart_about").to_owned();
    let chart = Chart { title, about, points, legend };
    Some(match form {
        Form::Bar => chart::bar(&chart),
        Form::Line => chart::line(&chart),
        Form::Pie => chart::pie(&chart),
        Form::Funnel => chart::funnel(&chart),
    })
}

/// A point for each group.
fn points(
    cx: &Cx,
    reader: ui::Cx<'_>,
    (material, field, heaps): (&Material<'_>, &Field, &Heaps),
    (form, measured, currency): (Form, Option<&Field>, Option<kernel::Currency>),
) -> Vec<Point> {
    let Material { module, state, level, .. } = material;
    let point = |(at, heap): (usize, &Heap)| {
        let (size, text) = size(reader, (state, measured), heap, currency);
        let cycled = (form == Form::Pie).then(|| HUES[at % HUES.len()]);
        let further = heap.filter.as_deref().filter(|_| is_named(reader, heap));
        Point {
            label: label(cx, reader, (field, level.unit), heap),
            size,
            text,
            href: further.map(|further| list_of(cx, module, state, further)),
            hue: hue(cx, field, &heap.key).or(cycled),
            parts: Vec::new(),
        }
    };
    heaps.all.iter().enumerate().map(point).collect()
}

fn main_currency(field: &Field, heaps: &Heaps) -> Option<kernel::Currency> {
    let mut n_by: BTreeMap<String, (u64, kernel::Currency)> = BTreeMap::new();
    let own = heaps.all.iter().flat_map(|heap| &heap.figures).filter(|f| f.field == field.name);
    for figures in own {
        let Some(currency) = figures.currency else { continue };
        n_by.entry(currency.to_string()).or_insert((0, currency)).0 += figures.n;
    }
    n_by.into_values().max_by_key(|(n, _)| *n).map(|(_, currency)| currency)
}

/// Bars consist of the groups of the second level.
fn stacked(
    cx: &Cx,
    reader: ui::Cx<'_>,
    wanted: (&ListState, Option<&Field>),
    (module, inner, currency): (&Module, &[Heaps], Option<kernel::Currency>),
    points: &mut [Point],
) -> Vec<(String, u16)> {
    let second = wanted.0.grouping.by.get(1).and_then(|text| GroupLevel::parse(module, text));
    let Some(level) = second.filter(|_| !inner.is_empty()) else { return Vec::new() };
    let Some(field) = module.field(&level.field) else { return Vec::new() };
    let mut legend: Vec<(String, u16)> = Vec::new();
    for (point, heaps) in points.iter_mut().zip(inner) {
        for heap in &heaps.all {
            let label = label(cx, reader, (field, level.unit), heap);
            let known = legend.iter().find(|(word, _)| *word == label).map(|(_, hue)| *hue);
            let hue = known.unwrap_or_else(|| {
                let own = hue(cx, field, &heap.key);
                let hue = own.unwrap_or(HUES[legend.len() % HUES.len()]);
                legend.push((label, hue));
                hue
            });
            let (size, _) = size(reader, wanted, heap, currency);
            point.parts.push(Part { size, hue });
        }
    }
    legend
}

/// Of many points the last ones are one.
fn folded(
    cx: &Cx,
    reader: ui::Cx<'_>,
    (state, measured): (&ListState, Option<&Field>),
    points: &mut Vec<Point>,
) {
    if points.len() <= POINTS {
        return;
    }
    let rest = points.split_off(POINTS - 1);
    let is_added = measured.is_none() || state.grouping.figure == Figure::Sum;
    let size = rest.iter().map(|point| point.size).sum::<i64>();
    let text = match measured {
        None => ui::format::integer(reader, u64::try_from(size).unwrap_or(0)),
        Some(_) => String::new(),
    };
    if is_added {
        let n = rest.len().to_string();
        let label = fill(cx, "groups.others", &[("n", &n)]);
        points.push(Point { label, size, text, ..Point::default() });
    }
}
