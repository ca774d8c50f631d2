//! Vehicles under the Clean Vehicles Directive: BR-DE-CVD.

use super::finding::{Findings, Place, Rule, is_absent};
use crate::model::{Invoice, Item};

/// The list of the classes of vehicles.
const LIST: &str = "CVD";
/// The attribute that says how clean a vehicle is.
const ATTRIBUTE: &str = "cva";
const CLASSES: [&str; 6] = ["M1", "M2", "M3", "N1", "N2", "N3"];
const KINDS: [&str; 3] = ["clean", "zero-emission", "other"];

/// Judges what is asked for beside the German rules.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let is_vehicle = |item: &Item| 0 < n_classes(item) && 0 < n_attributes(item);
    let has_none = !invoice.lines.iter().any(|line| is_vehicle(&line.item));
    let rules = [
        (is_absent(invoice.contract.as_ref()), "BR-DE-CVD-01", &["BT-12"][..]),
        (is_absent(invoice.tender.as_ref()), "BR-DE-CVD-02", &["BT-17"]),
        (has_none, "BR-DE-CVD-03", &["BT-158", "BT-160"]),
    ];
    found.fatal(Place::Document, &rules);
    for (n, line) in invoice.lines.iter().enumerate() {
        found.fatal(Place::Line(n), &item_rules(&line.item));
    }
}

fn item_rules(item: &Item) -> [Rule; 4] {
    let is_ours = |scheme: Option<&str>| scheme == Some(LIST);
    let mut classes = item.classifications.iter().filter(|class| is_ours(class.scheme.as_deref()));
    let mut kinds = item.attributes.iter().filter(|attribute| attribute.name == ATTRIBUTE);
    let (n_classes, n_attributes) = (n_classes(item), n_attributes(item));
    [
        (classes.any(|class| !CLASSES.contains(&class.code.as_str())), "BR-DE-CVD-04", &["BT-158"]),
        (kinds.any(|kind| !KINDS.contains(&kind.value.as_str())), "BR-DE-CVD-05", &["BT-161"]),
        (0 < n_classes && n_attributes != 1, "BR-DE-CVD-06-a", &["BT-160"]),
        (0 < n_attributes && n_classes != 1, "BR-DE-CVD-06-b", &["BT-158"]),
    ]
}

fn n_classes(item: &Item) -> usize {
    item.classifications.iter().filter(|class| class.scheme.as_deref() == Some(LIST)).count()
}

fn n_attributes(item: &Item) -> usize {
    item.attributes.iter().filter(|attribute| attribute.name == ATTRIBUTE).count()
}
