//! Lines of an electronic invoice as lines of ours.

use einvoice::{Adjustment, Category, Read, Sign, Vat, line_net};
use kernel::{Decimal, Line};

use super::read::{paragraphs, text};
use crate::billed_line::fields;

/// The largest amount that is taken as one.
const LARGEST: i64 = 1_000_000_000_000;

/// A number with as many places as a cell holds, unless it is out of all measure.
#[must_use]
pub fn bounded(number: Decimal, places: u32) -> Option<Decimal> {
    let most = if places < 6 { LARGEST } else { LARGEST / 1_000 };
    (number.abs() < Decimal::from(most)).then(|| number.round_dp(places))
}

/// Category of the pick list and rate.
#[must_use]
pub fn vat(vat: Vat) -> (&'static str, Option<Decimal>) {
    let category = match vat.category {
        Category::Standard => "s",
        Category::Zero => "z",
        Category::Exempt => "e",
        Category::ReverseCharge => "ae",
        Category::IntraCommunity => "k",
        Category::Export => "g",
        Category::OutOfScope => "o",
        Category::CanaryIslands => "l",
        Category::CeutaMelilla => "m",
        Category::SplitPayment => "b",
    };
    (category, vat.rate.map(|rate| rate.round_dp(2)))
}

/// All lines with the amounts that are stated, then what is taken off or put on the whole.
#[must_use]
pub fn lines(read: &Read) -> Vec<Line> {
    let stated = |at: usize| read.stated.lines.get(at).copied().flatten();
    let items = read.invoice.lines.iter().enumerate();
    let items = items.map(|(at, line)| item(line, stated(at)));
    items.chain(read.invoice.adjustments.iter().map(adjustment)).collect()
}

fn item(from: &einvoice::Line, stated: Option<Decimal>) -> Line {
    let mut line = Line::of("item");
    let net = stated.unwrap_or_else(|| line_net(from));
    let base = from.price.base_quantity.filter(|base| !base.is_zero() && *base != Decimal::ONE);
    let whole = from.quantity.saturating_mul(from.price.net);
    let whole = whole.checked_div(base.unwrap_or(Decimal::ONE)).unwrap_or_default();
    let off = net.saturating_sub(whole).round_dp(2);
    let (category, rate) = vat(from.vat);
    line.set("name", text(&from.item.name, 255));
    let codes = [&from.item.seller_id, &from.item.buyer_id];
    if let Some(code) = codes.into_iter().flatten().next() {
        line.set("code", text(code, 100));
    }
    let described = from.item.description.iter().chain(&from.note);
    let described: Vec<&str> = described.map(String::as_str).collect();
    line.set("description", paragraphs(&described.join("\n"), 4_000));
    fields::QUANTITY.fill(&mut line, bounded(from.quantity, 6));
    fields::UNIT.fill(&mut line, goods::unit::of_code(&from.unit).map(str::to_owned));
    line.set("unit_code", text(&from.unit, 10));
    fields::UNIT_PRICE.fill(&mut line, bounded(from.price.net, 6));
    fields::PRICE_BASE.fill(&mut line, base.and_then(|base| bounded(base, 6)));
    fields::OFF.fill(&mut line, bounded(off, 4).filter(|off| !off.is_zero()));
    fields::TAX_CATEGORY.fill(&mut line, Some(category.to_owned()));
    fields::TAX_RATE.fill(&mut line, rate);
    fields::NET.fill(&mut line, bounded(net, 4));
    line
}

fn adjustment(from: &Adjustment) -> Line {
    let mut line = Line::of("adjustment");
    let amount = match from.sign {
        Sign::Allowance => -from.amount,
        Sign::Charge => from.amount,
    };
    let (category, rate) = vat(from.vat);
    let reason = from.reason.as_ref().or(from.reason_code.as_ref());
    line.set("name", reason.map_or(kernel::Value::text("–"), |reason| text(reason, 255)));
    fields::UNIT_PRICE.fill(&mut line, bounded(amount, 6));
    fields::TAX_CATEGORY.fill(&mut line, Some(category.to_owned()));
    fields::TAX_RATE.fill(&mut line, rate);
    fields::NET.fill(&mut line, bounded(amount, 4));
    line
}
