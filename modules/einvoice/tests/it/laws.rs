//! Sums, judgement and round trip of thousands of random documents.

use einvoice::{
    Category, Invoice, Profile, Severity, Sign, Totals, check, differences, read, reduced, totals,
    write,
};
use kernel::Decimal;

use crate::dice::Dice;
use crate::lines::extend;
use crate::random::{Home, document};

const N_DOCUMENTS: u64 = 5_000;

#[test]
fn sums_of_random_documents_hold_to_the_cent() {
    for seed in 0..N_DOCUMENTS {
        let invoice = document(seed, Home::Germany);
        let sums = totals(&invoice);
        judge_sums(&invoice, &sums, seed);
    }
}

fn judge_sums(invoice: &Invoice, sums: &Totals, seed: u64) {
    let cents = |number: Decimal| (number * Decimal::ONE_HUNDRED).fract().is_zero();
    let adjusted = |sign: Sign| -> Decimal {
        let those = invoice.adjustments.iter().filter(|adjustment| adjustment.sign == sign);
        those.map(|adjustment| adjustment.amount).sum()
    };
    assert_eq!(sums.lines.iter().sum::<Decimal>(), sums.line_total, "BR-CO-10, seed {seed}");
    assert_eq!(adjusted(Sign::Allowance), sums.allowances, "BR-CO-11, seed {seed}");
    assert_eq!(adjusted(Sign::Charge), sums.charges, "BR-CO-12, seed {seed}");
    let net = sums.line_total - sums.allowances + sums.charges;
    assert_eq!(net, sums.net, "BR-CO-13, seed {seed}");
    let vat: Decimal = sums.breakdown.iter().map(|group| group.amount).sum();
    assert_eq!(vat, sums.vat, "BR-CO-14, seed {seed}");
    assert_eq!(sums.net + sums.vat, sums.gross, "BR-CO-15, seed {seed}");
    let due = sums.gross - sums.paid + sums.rounding;
    assert_eq!(due, sums.due, "BR-CO-16, seed {seed}");
    let bases: Decimal = sums.breakdown.iter().map(|group| group.base).sum();
    assert_eq!(bases, sums.net, "bases are all of the net sum, seed {seed}");
    for group in &sums.breakdown {
        let exact = group.base * group.vat.rate.unwrap_or_default() / Decimal::ONE_HUNDRED;
        assert!((group.amount - exact).abs() <= Decimal::new(5, 3), "BR-CO-17, seed {seed}");
        let is_free = !matches!(
            group.vat.category,
            Category::Standard | Category::CanaryIslands | Category::CeutaMelilla
        );
        assert!(!is_free || group.amount.is_zero(), "seed {seed}");
    }
    assert!(sums.lines.iter().copied().chain([sums.due, sums.vat]).all(cents), "seed {seed}");
}

#[test]
fn random_documents_keep_the_rules_of_every_profile() {
    for seed in 0..N_DOCUMENTS {
        let invoice = document(seed, Home::Germany);
        // Vehicles need what random documents have not.
        let vehicles = Profile::XRechnungCleanVehicles;
        for profile in Profile::ALL.into_iter().filter(|profile| *profile != vehicles) {
            let invoice = fitting(&invoice, profile);
            let found = check(&invoice, profile);
            let fatal: Vec<_> = found.iter().filter(|f| f.severity == Severity::Fatal).collect();
            assert!(fatal.is_empty(), "seed {seed}, {profile:?}: {fatal:#?}");
        }
    }
}

/// The document without what the profile may not have at all.
pub fn fitting(invoice: &Invoice, profile: Profile) -> Invoice {
    let mut invoice = reduced(invoice, profile);
    match profile {
        Profile::Basic => invoice.rounding = None,
        Profile::Peppol => {
            invoice.notes.truncate(1);
            if !["380", "381"].contains(&invoice.kind.code()) {
                invoice.kind = einvoice::Kind::Invoice;
            }
        }
        Profile::En16931
        | Profile::Extended
        | Profile::XRechnung
        | Profile::XRechnungExtension
        | Profile::XRechnungCleanVehicles => {}
    }
    invoice
}

#[test]
fn what_is_written_is_read_as_it_was() {
    for seed in 0..N_DOCUMENTS {
        let home = [Home::Germany, Home::Austria, Home::Switzerland][(seed % 3) as usize];
        let invoice = document(seed, home);
        for profile in [Profile::XRechnung, Profile::Basic] {
            let invoice = fitting(&invoice, profile);
            for syntax in profile.syntaxes() {
                let bytes = write(&invoice, profile, *syntax).expect("a syntax of the profile");
                let found = read(&bytes).expect("our own document");
                let text = String::from_utf8_lossy(&bytes);
                assert_eq!(found.invoice, invoice, "seed {seed}, {profile:?} {syntax:?}\n{text}");
                assert_eq!(found.not_understood, Vec::<String>::new(), "seed {seed}\n{text}");
                assert_eq!(found.profile(), Some(profile));
                assert_eq!(differences(&found), [], "seed {seed}\n{text}");
                let again = write(&found.invoice, profile, *syntax).expect("as before");
                assert_eq!(again, bytes, "seed {seed}");
            }
        }
    }
}

#[test]
fn what_only_the_extension_has_is_read_as_it_was() {
    for seed in 0..N_DOCUMENTS / 10 {
        let mut invoice = document(seed, Home::Germany);
        extend(&mut invoice, &mut Dice::new(seed));
        let profile = Profile::XRechnungExtension;
        let bytes = write(&invoice, profile, profile.syntaxes()[0]).expect("its syntax");
        let found = read(&bytes).expect("our own document");
        assert_eq!(found.invoice, invoice, "seed {seed}");
        assert_eq!(differences(&found), [], "seed {seed}");
        let fatal = check(&invoice, profile).into_iter().find(|f| f.severity == Severity::Fatal);
        assert_eq!(fatal, None, "seed {seed}");
        let plain = totals(&reduced(&invoice, Profile::XRechnung));
        assert_eq!(plain, totals(&invoice), "lines inside lines add nothing, seed {seed}");
    }
}
