//! What a customer signs, and what becomes of it.

use kernel::Value;
use records::Input;
use testkit::{Sees, conflict, day, link, none, problems, scenario, text};

use super::desk::{Desk, IBAN, OTHER_IBAN, setting};

scenario!(setting(), a_mandate_is_typed_signed_and_frozen, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let account = ("account", link("account", &desk.account));
    let mandate =
        jana.saves("mandate", [account.clone(), ("iban", text("de89 3704 0044 0532 0130 00"))]);
    let mandate = mandate.await;
    assert_eq!(desk.value("mandate", &mandate, "reference"), text("SM-2026-00001"));
    assert_eq!(desk.value("mandate", &mandate, "holder"), text("Elbtal GmbH"));
    assert_eq!(desk.value("mandate", &mandate, "iban"), text(IBAN));
    let blank = jana.saves("mandate", [account]).await;
    let signed = [("signed_on", day("2026-11-20"))];
    let unfilled = desk.acts("mandate", &blank, ("activate", signed)).await;
    assert_eq!(problems(unfilled), ["iban: required"], "a paper to fill in has none yet");
    let by_hand = desk.tries("mandate", &mandate, [("stage", text("active"))]).await;
    assert_eq!(problems(by_hand), ["stage: mandate_signed_by_action"]);
    let early = [("signed_on", day("2026-11-24"))];
    let early = desk.acts("mandate", &mandate, ("activate", early)).await;
    assert_eq!(problems(early), ["signed_on: not_yet"]);
    let own = desk.tries("mandate", &mandate, [("reference", text("K-4711"))]).await;
    let signed = [("signed_on", day("2026-11-20"))];
    let mandate = desk.acts("mandate", &own.expect("still a draft"), ("activate", signed)).await;
    let mandate = mandate.expect("it is signed");
    assert_eq!(desk.value("mandate", &mandate, "stage"), text("active"));
    assert_eq!(desk.value("mandate", &mandate, "creditor_id"), text("DE98ZZZ09999999999"));
    let other = Desk::customer(&jana, "Weser AG").await;
    for (field, value, said) in [
        ("reference", text("K-4712"), "reference: frozen"),
        ("signed_on", day("2026-11-19"), "signed_on: frozen"),
        ("iban", text(OTHER_IBAN), "iban: amended_by_action"),
        ("holder", text("Anna Vogt"), "holder: amended_by_action"),
        ("account", link("account", &other), "account: frozen"),
    ] {
        assert_eq!(problems(desk.tries("mandate", &mandate, [(field, value)]).await), [said]);
    }
    let again = [account_of(&desk), ("iban", text(IBAN)), ("reference", text("K-4711"))];
    let again = records::create(&jana, "mandate", Input::of(again)).await;
    assert!(problems(again)[0].starts_with("reference: "), "references are told apart");
});

fn account_of(desk: &Desk<'_>) -> (&'static str, Value) {
    ("account", link("account", &desk.account))
}

scenario!(setting(), what_is_no_account_is_told_where_it_is_typed, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    for (field, value, said) in [
        ("iban", "DE89370400440532013001", "iban: identifier_checksum"),
        ("iban", "DE89 3704 0044 0532 0130 0-", "iban: identifier_form"),
        ("iban", "BR1800360305000010009795493C1", "iban: outside_sepa"),
        ("bic", "COBADEFF1", "bic: identifier_length"),
        ("reference", "Müller/1", "reference: identifier_form"),
        ("reference", "/1", "reference: identifier_form"),
    ] {
        let mut values = vec![account_of(&desk), (field, text(value))];
        if field != "iban" {
            values.push(("iban", text(IBAN)));
        }
        let refused = records::create(&jana, "mandate", Input::of(values)).await;
        assert_eq!(problems(refused), [said], "{value}");
    }
    for (field, value, said) in [
        ("iban", "DE02120300000000202052", "iban: identifier_checksum"),
        ("bic", "BYLA", "bic: identifier_length"),
        ("creditor_id", "DE97ZZZ09999999999", "creditor_id: identifier_checksum"),
    ] {
        let refused = desk.tries("company", &desk.company, [(field, text(value))]).await;
        assert_eq!(problems(refused), [said]);
    }
    let vendor = [("name", text("Nord")), ("iban", text("DE1"))];
    let refused = records::create(&jana, "vendor", Input::of(vendor)).await;
    assert_eq!(problems(refused), ["iban: identifier_form"]);
    desk.tries("company", &desk.company, [("creditor_id", none())]).await.expect("none is none");
    let mandate = jana.saves("mandate", [account_of(&desk), ("iban", text(IBAN))]).await;
    let signed = [("signed_on", day("2026-11-20"))];
    let refused = desk.acts("mandate", &mandate, ("activate", signed)).await;
    assert_eq!(problems(refused), ["company: needs_creditor_id"]);
});

scenario!(setting(), a_revoked_mandate_collects_nothing, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([]).await;
    let invoice = desk.bills("100", []).await;
    let said = [("revoked_on", day("2026-11-24"))];
    let early = desk.acts("mandate", &mandate, ("revoke", said)).await;
    assert_eq!(problems(early), ["revoked_on: not_yet"]);
    let said = [("revoked_on", day("2026-11-23")), ("reason", text("Schreiben vom 20.11."))];
    let mandate = desk.acts("mandate", &mandate, ("revoke", said)).await.expect("revoked");
    assert_eq!(desk.value("mandate", &mandate, "stage"), text("revoked"));
    let refused = desk.acts("invoice", &invoice, ("collect", [])).await;
    assert_eq!(conflict(refused), "no_mandate");
    let back = desk.tries("mandate", &mandate, [("stage", text("active"))]).await;
    assert!(back.is_err(), "another one is signed instead");
});

scenario!(setting(), a_mandate_ends_that_nobody_used_for_three_years, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let old = jana.saves("mandate", [account_of(&desk), ("iban", text(IBAN))]).await;
    let signed = [("signed_on", day("2023-11-22"))];
    let old = desk.acts("mandate", &old, ("activate", signed)).await.expect("signed");
    let kept = jana.saves("mandate", [account_of(&desk), ("iban", text(OTHER_IBAN))]).await;
    let signed = [("signed_on", day("2023-11-23"))];
    let kept = desk.acts("mandate", &kept, ("activate", signed)).await.expect("signed");
    let ended = records::run_errand(&jana, "mandate", "expire").await.expect("it is run");
    assert_eq!(ended, 1);
    assert_eq!(desk.now("mandate", &old, "stage").await, text("expired"));
    assert_eq!(desk.now("mandate", &kept, "stage").await, text("active"));
    assert_eq!(records::run_errand(&jana, "mandate", "expire").await.expect("again"), 0);
});

scenario!(setting(), a_mandate_gives_out_the_paper_to_sign, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    for (scheme, language, name) in [
        ("core", "de", "SEPA-Lastschriftmandat"),
        ("b2b", "de", "SEPA-Firmenlastschrift-Mandat"),
        ("core", "en", "SEPA Direct Debit Mandate"),
    ] {
        let values = [
            account_of(&desk),
            ("iban", text(IBAN)),
            ("scheme", text(scheme)),
            ("language", text(language)),
        ];
        let mandate = jana.saves("mandate", values).await;
        let reference = desk.value("mandate", &mandate, "reference").as_text().to_owned();
        let paper = records::output(&jana, "mandate", mandate.id, "document.pdf").await;
        let paper = paper.expect("a paper");
        assert_eq!(paper.file, format!("{name} {reference}.pdf"));
        assert!(paper.bytes.starts_with(b"%PDF"));
    }
});
