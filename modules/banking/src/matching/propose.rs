//! From a payment to proposals, the surest first.

use kernel::Decimal;

use super::model::{OpenItem, Payment, Proposal, Reason, Settled};
use super::name;
use super::number::{self, Found, Number};
use super::sum::combinations;

/// Most proposals for one payment.
pub const MOST_PROPOSALS: usize = 10;
/// Below this nobody wants to be asked.
const LEAST: i32 = 25;
/// Items of one customer among which sums are looked for.
const MOST_SUMMANDS: usize = 40;

/// Open items, prepared once for many payments.
#[derive(Debug)]
pub struct Matcher<'a> {
    items: Vec<Prepared<'a>>,
}

#[derive(Debug)]
struct Prepared<'a> {
    item: &'a OpenItem,
    number: Number,
    names: Vec<Vec<String>>,
    ibans: Vec<String>,
    references: Vec<String>,
}

/// What tells that an item and a payment belong together, besides the amount.
struct Clue<'p> {
    prepared: &'p Prepared<'p>,
    found: Option<Found>,
    reasons: Vec<Reason>,
}

impl<'a> Matcher<'a> {
    /// Prepares items.
    #[must_use]
    pub fn new(items: &'a [OpenItem]) -> Self {
        let compact = |text: &String| number::capitals(text).into_iter().collect::<String>();
        let prepare = |item: &'a OpenItem| Prepared {
            item,
            number: Number::new(&item.number),
            names: item.names.iter().map(|text| name::words(text)).collect(),
            ibans: item.ibans.iter().map(compact).filter(|iban| !iban.is_empty()).collect(),
            references: item.references.iter().map(compact).collect(),
        };
        Matcher { items: items.iter().map(prepare).collect() }
    }

    /// Proposals for a payment, at most `MOST_PROPOSALS`.
    #[must_use]
    pub fn propose(&self, payment: &Payment) -> Vec<Proposal> {
        let mut clues = self.clues(payment);
        drop_inner_numbers(&mut clues);
        let mut proposals: Vec<Proposal> = Vec::new();
        let is_same_way = |clue: &&Clue| clue.prepared.item.open * payment.amount > Decimal::ZERO;
        for clue in clues.iter().filter(is_same_way) {
            proposals.extend(single(payment, clue));
        }
        proposals.extend(named_together(payment, &clues));
        proposals.extend(summed(payment, &clues));
        share_doubt(&mut proposals);
        proposals.sort_by(|a, b| {
            let by_id = || a.items.iter().map(|item| &item.id).cmp(b.items.iter().map(|i| &i.id));
            b.confidence.cmp(&a.confidence).then(a.items.len().cmp(&b.items.len())).then_with(by_id)
        });
        let mut kept: Vec<Proposal> = Vec::new();
        for proposal in proposals {
            if kept.len() < MOST_PROPOSALS && !kept.iter().any(|k| k.items == proposal.items) {
                kept.push(proposal);
            }
        }
        kept
    }

    fn clues<'p>(&'p self, payment: &Payment) -> Vec<Clue<'p>> {
        let purpose = number::prepared(&payment.purpose);
        let compact = |text: &String| number::capitals(text).into_iter().collect::<String>();
        let references: Vec<String> = payment.references.iter().map(compact).collect();
        let iban = compact(&payment.counterpart.iban);
        let words = name::words(&payment.counterpart.name);
        let same = self.items.iter().filter(|p| p.item.currency == payment.currency);
        let clues = same.map(|prepared| {
            let mut reasons = Vec::new();
            let mut found = None;
            if has_reference(prepared, &references) {
                reasons.push(Reason::Reference);
            } else {
                found = prepared.number.find(&purpose);
                reasons.extend(found.map(|found| found.reason));
            }
            if !iban.is_empty() && prepared.ibans.contains(&iban) {
                reasons.push(Reason::Iban);
            }
            if prepared.names.iter().any(|name| name::is_alike(name, &words)) {
                reasons.push(Reason::Name);
            }
            Clue { prepared, found, reasons }
        });
        clues.collect()
    }
}

// The reference may be one that was given, or be made of the number: `RF..` before it, or zeros
// before it and a check digit behind (ISO 11649, Swiss QR reference).
fn has_reference(prepared: &Prepared, references: &[String]) -> bool {
    let whole = prepared.number.whole();
    references.iter().any(|reference| {
        let is_made = match reference.strip_prefix("RF").and_then(|rest| rest.get(2..)) {
            Some(body) => body == whole,
            None => 5 <= whole.len() && (*reference == whole || is_qr_of(reference, &whole)),
        };
        is_made || prepared.references.contains(reference)
    })
}

fn is_qr_of(reference: &str, whole: &str) -> bool {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let body = reference.get(..26).filter(|_| reference.len() == 27);
    5 <= digits.len() && body.is_some_and(|body| body.trim_start_matches('0') == digits)
}

// `RE-2026-08` is not meant where `RE-2026-0815` stands at the same place.
fn drop_inner_numbers(clues: &mut [Clue]) {
    let spans: Vec<(usize, usize)> =
        clues.iter().filter_map(|clue| clue.found).map(|found| (found.from, found.to)).collect();
    for clue in clues {
        let Some(found) = clue.found else { continue };
        let is_inner = spans.iter().any(|(from, to)| {
            *from <= found.from && found.to <= *to && found.to - found.from < to - from
        });
        if is_inner {
            clue.found = None;
            clue.reasons.retain(|reason| *reason != found.reason);
        }
    }
}

impl Clue<'_> {
    fn is_named(&self) -> bool {
        use Reason::{Number, NumberWithoutPrefix, Reference};
        self.reasons.iter().any(|r| [Number, NumberWithoutPrefix, Reference].contains(r))
    }

    fn is_known(&self) -> bool {
        self.reasons.iter().any(|r| [Reason::Iban, Reason::Name].contains(r))
    }

    /// What may be paid for it: all of it, or less by a discount that is in time.
    fn values(&self, payment: &Payment) -> Vec<Decimal> {
        let item = self.prepared.item;
        let in_time = item.discounts.iter().filter(|discount| payment.on <= discount.until);
        let mut values = vec![item.open];
        values.extend(in_time.map(|discount| item.open - discount.amount));
        values
    }
}

fn single(payment: &Payment, clue: &Clue) -> Option<Proposal> {
    let item = clue.prepared.item;
    let paid = payment.amount;
    let discount = item.discounts.iter().filter(|d| item.open - d.amount == paid);
    let discount = discount.max_by_key(|discount| discount.until);
    let (reason, amount, taken) = match discount {
        _ if paid == item.open => (Reason::Amount, paid, Decimal::ZERO),
        Some(d) if payment.on <= d.until => (Reason::AmountLessDiscount, paid, d.amount),
        // Too late: whether it is granted all the same is for a person to say.
        Some(_) => (Reason::AmountLessLateDiscount, paid, Decimal::ZERO),
        None if paid.abs() < item.open.abs() => (Reason::Underpaid, paid, Decimal::ZERO),
        None => (Reason::Overpaid, item.open, Decimal::ZERO),
    };
    let is_amount = [Reason::Amount, Reason::AmountLessDiscount, Reason::AmountLessLateDiscount]
        .contains(&reason);
    if !is_amount && !clue.is_named() {
        return None;
    }
    let mut reasons = clue.reasons.clone();
    reasons.push(reason);
    let settled = Settled { id: item.id.clone(), amount, discount: taken };
    proposal(payment, vec![settled], reasons)
}

// Several numbers in one purpose: all that they name, with or without discounts.
fn named_together(payment: &Payment, clues: &[Clue]) -> Option<Proposal> {
    let mut named: Vec<&Clue> = clues.iter().filter(|clue| clue.is_named()).collect();
    if named.len() < 2 || MOST_SUMMANDS < named.len() {
        return None;
    }
    named.sort_by_key(|clue| (clue.prepared.item.due_on, &clue.prepared.item.id));
    let values: Vec<Vec<Decimal>> = named.iter().map(|clue| clue.values(payment)).collect();
    let whole = combinations(&values, payment.amount);
    let whole = whole.into_iter().find(|taken| taken.len() == named.len());
    let mut reasons = together(&named);
    reasons.push(Reason::SeveralNumbers);
    let settled = match whole {
        Some(taken) => {
            reasons.push(Reason::Sum);
            taken.iter().map(|(at, value)| settled(named[*at], *value)).collect()
        }
        None => {
            let (shares, reason) = shared(payment, &named);
            reasons.push(reason);
            shares
        }
    };
    proposal(payment, settled, reasons)
}

// What comes goes to the earliest first, and credits of ours are taken into account before.
fn shared(payment: &Payment, named: &[&Clue]) -> (Vec<Settled>, Reason) {
    let is_same_way = |clue: &&&Clue| clue.prepared.item.open * payment.amount > Decimal::ZERO;
    let against = named.iter().filter(|clue| !is_same_way(clue));
    let mut settled: Vec<Settled> =
        against.map(|clue| self::settled(clue, clue.prepared.item.open)).collect();
    let mut left = payment.amount - settled.iter().map(|item| item.amount).sum::<Decimal>();
    for clue in named.iter().filter(is_same_way) {
        let open = clue.prepared.item.open;
        let share = if left.abs() < open.abs() { left } else { open };
        left -= share;
        let id = clue.prepared.item.id.clone();
        settled.push(Settled { id, amount: share, discount: Decimal::ZERO });
    }
    settled.retain(|item| !item.amount.is_zero());
    (settled, if left.is_zero() { Reason::Underpaid } else { Reason::Overpaid })
}

// Items of whoever paid that add up to what was paid, without being named.
fn summed(payment: &Payment, clues: &[Clue]) -> Vec<Proposal> {
    let mut known: Vec<&Clue> = clues.iter().filter(|clue| clue.is_known()).collect();
    known.sort_by_key(|clue| (clue.prepared.item.due_on, &clue.prepared.item.id));
    known.truncate(MOST_SUMMANDS);
    let values: Vec<Vec<Decimal>> = known.iter().map(|clue| clue.values(payment)).collect();
    let found = combinations(&values, payment.amount).into_iter().filter_map(|taken| {
        let clues: Vec<&Clue> = taken.iter().map(|(at, _)| known[*at]).collect();
        let mut reasons = together(&clues);
        reasons.push(Reason::Sum);
        let items = taken.iter().map(|(at, value)| settled(known[*at], *value)).collect();
        proposal(payment, items, reasons)
    });
    found.collect()
}

fn settled(clue: &Clue, value: Decimal) -> Settled {
    let item = clue.prepared.item;
    Settled { id: item.id.clone(), amount: value, discount: item.open - value }
}

// Reasons that hold for every one of them.
fn together(clues: &[&Clue]) -> Vec<Reason> {
    let Some(first) = clues.first() else { return Vec::new() };
    let shared = first.reasons.iter();
    shared.filter(|r| clues.iter().all(|clue| clue.reasons.contains(r))).copied().collect()
}

fn proposal(payment: &Payment, items: Vec<Settled>, mut reasons: Vec<Reason>) -> Option<Proposal> {
    reasons.sort_unstable();
    reasons.dedup();
    let weight: i32 = reasons.iter().map(|reason| reason.weight()).sum();
    if weight < LEAST || items.is_empty() {
        return None;
    }
    let remainder = payment.amount - items.iter().map(|item| item.amount).sum::<Decimal>();
    let confidence = u8::try_from(weight.min(99)).expect("between the least and 99");
    Some(Proposal { items, remainder, reasons, confidence })
}

// An amount alone says the less the more items have it.
fn share_doubt(proposals: &mut [Proposal]) {
    let is_bare = |p: &Proposal| {
        let tells = [Reason::Amount, Reason::AmountLessDiscount, Reason::AmountLessLateDiscount];
        p.reasons.iter().all(|reason| tells.contains(reason))
    };
    let count = proposals.iter().filter(|p| is_bare(p)).count();
    let count = u8::try_from(count.clamp(1, 9)).expect("at most nine");
    for proposal in proposals.iter_mut().filter(|p| is_bare(p)) {
        proposal.confidence = (proposal.confidence / count).max(1);
    }
}
