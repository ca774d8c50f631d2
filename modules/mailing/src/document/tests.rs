//! How documents are sent, as stories.

use kernel::{Line, Link, Value};
use records::{Answers, Record};
use testkit::{
    Covered, FieldRight, Manner, Person, Postbox, Rights, Scene, Sees, conflict, day, link, number,
    problems, scenario, text,
};

use crate::offer::setting;
use crate::round::round;

/// A customer with an address, and our company.
async fn customer(who: &Person) -> Record {
    let company = [
        ("name", text("Birkenau GmbH")),
        ("vat_id", text("DE136695976")),
        ("contact_name", text("Jana Reuter")),
    ];
    who.saves("company", company).await;
    let address = kernel::Address {
        street: "Hafenstraße 7".into(),
        zip: "20457".into(),
        city: "Hamburg".into(),
        ..kernel::Address::default()
    };
    let several = |label: &str, value: Value| {
        Value::Several(vec![kernel::Entry { label: label.into(), value }])
    };
    let values = [
        ("name", text("Elbtal GmbH")),
        ("address", several("billing", Value::Address(address))),
        ("email", several("work", text("einkauf@elbtal.example"))),
    ];
    who.saves("account", values).await
}

fn lines() -> (&'static str, Value) {
    let line = Line::of("item")
        .with("name", text("Beratung"))
        .with("tax_class", text("standard"))
        .with("quantity", number("1"))
        .with("unit_price", number("100"));
    ("lines", Value::of_lines(vec![line]))
}

async fn issued(who: &Person, account: &Record, language: &str) -> Record {
    let values = [
        ("subject", text("Beratung")),
        ("account", link("account", account)),
        ("supply_from", day("2026-11-20")),
        ("language", text(language)),
        lines(),
    ];
    let draft = who.saves("invoice", values).await;
    acts(who, ("invoice", &draft), ("issue", Answers::default())).await.expect("it is issued")
}

async fn acts(
    who: &Person,
    (module, record): (&str, &Record),
    (action, said): (&str, Answers),
) -> kernel::Result<Record> {
    records::act(who, module, (record.id, None), action, said).await
}

async fn newest(who: &Person, module: &str) -> Record {
    let list = records::ListQuery { sort: "-created_at".into(), ..Default::default() };
    let found = records::find(who, module, &list).await.expect("a list");
    found.page.records.into_iter().next().expect("there is one")
}

/// What is proposed, sent as it is.
async fn mails(scene: &Scene, who: &Person, of: (&str, &Record)) -> Record {
    scene.engine.open_post();
    let proposed = records::propose(who, of.0, of.1.id, "mail").await.expect("proposed");
    acts(who, of, ("mail", proposed)).await.expect("it is sent");
    newest(who, "email").await
}

scenario!(setting(), an_invoice_is_sent_with_the_very_bytes_that_are_kept, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let invoice = issued(&jana, &account, "de").await;
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    let email = mails(&scene, &jana, ("invoice", &invoice)).await;
    let value = |name: &str| jana.value("email", &email, name);
    assert_eq!(value("recipient"), text("einkauf@elbtal.example"));
    let number = jana.value("invoice", &invoice, "number");
    assert_eq!(value("subject"), text(&format!("Rechnung {}", number.as_text())));
    let body = value("body").as_text().to_owned();
    assert!(body.contains("über 119,00") && body.contains("23.12.2026"), "{body}");
    assert!(body.ends_with("Jana Reuter\nBirkenau GmbH"), "{body}");
    assert_eq!((value("document"), value("stage")), (link("invoice", &invoice), text("waiting")));
    assert_eq!(value("account"), link("account", &account));

    round(&scene, Some(&postbox)).await;
    let [letter] = &postbox.letters()[..] else { panic!("one letter") };
    assert!(letter.contains("Content-Type: application/pdf"), "{letter}");
    let kept = records::kept::files_of(&jana, &Link::new("invoice", invoice.id)).await;
    let [kept] = &kept.expect("it is told")[..] else { panic!("one paper is kept") };
    let email = jana.reads("email", &email).await;
    let files = jana.value("email", &email, "files");
    assert_eq!(files, text(&format!("{} SHA-256 {}", kept.name, kept.hash())));
});

scenario!(setting(), words_are_those_of_the_house_and_of_the_language, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let english = issued(&jana, &account, "en").await;
    let proposed = records::propose(&jana, "invoice", english.id, "mail").await.expect("proposed");
    assert!(proposed.get("subject").as_text().starts_with("Invoice RE-"));
    let own = [
        ("name", text("Kurz")),
        ("occasion", text("invoice")),
        ("language", text("en")),
        ("subject", text("Your bill {number}")),
        ("body", text("Hello {contact}\n{total} by {due_on}")),
    ];
    jana.saves("mail_template", own).await;
    let proposed = records::propose(&jana, "invoice", english.id, "mail").await.expect("proposed");
    assert!(proposed.get("subject").as_text().starts_with("Your bill RE-"));
    let body = proposed.get("body").as_text().to_owned();
    assert!(body.starts_with("Hello \n") && body.contains("119.00"), "{body}");
});

scenario!(setting(), whoever_writes_a_template_is_told_its_places, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let invoice = issued(&jana, &account, "de").await;
    let hint = jana.text("mail_template.hint.body").to_owned();
    let places: Vec<&str> =
        hint.split('{').skip(1).filter_map(|one| one.split('}').next()).collect();
    assert!(places.len() > 5, "{hint}");
    let body = places.iter().map(|place| format!("<{{{place}}}>")).collect::<String>();
    let own = [
        ("name", text("Alles")),
        ("occasion", text("invoice")),
        ("language", text("de")),
        ("subject", text("Rechnung")),
        ("body", text(&body)),
    ];
    jana.saves("mail_template", own).await;
    let proposed = records::propose(&jana, "invoice", invoice.id, "mail").await.expect("proposed");
    let said = proposed.get("body").as_text().to_owned();
    assert!(!said.contains('{') && said.contains("<RE-"), "every place is known: {said}");
});

scenario!(setting(), what_a_document_says_is_no_place_of_a_template, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let own = [
        ("name", text("Mit Betreff")),
        ("occasion", text("quote")),
        ("language", text("de")),
        ("subject", text("{subject} {unknown} {{company}")),
        ("body", text("{subject}")),
    ];
    jana.saves("mail_template", own).await;
    let quote =
        [("subject", text("Feld {total} im Formular")), ("account", link("account", &account))];
    let quote = jana.saves("quote", quote).await;
    let proposed = records::propose(&jana, "quote", quote.id, "mail").await.expect("proposed");
    let subject = proposed.get("subject").as_text().to_owned();
    assert_eq!(subject, "Feld {total} im Formular {unknown} {Birkenau GmbH");
});

scenario!(setting(), xml_goes_beside_the_paper_or_alone, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let invoice = issued(&jana, &account, "de").await;
    scene.engine.open_post();
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    for (attach, pdf, xml) in [("pdf_and_xml", true, true), ("xml", false, true)] {
        let said = records::propose(&jana, "invoice", invoice.id, "mail").await.expect("proposed");
        let said = Answers(
            [said.0, [("attach".to_owned(), text(attach))].into()].into_iter().flatten().collect(),
        );
        acts(&jana, ("invoice", &invoice), ("mail", said)).await.expect("it is sent");
        round(&scene, Some(&postbox)).await;
        let letter = postbox.letters().pop().expect("a letter");
        assert_eq!(letter.contains("application/pdf"), pdf, "{attach}");
        assert_eq!(letter.contains("application/xml"), xml, "{attach}");
    }
    assert_eq!(postbox.letters().len(), 2);
});

scenario!(setting(), a_quote_counts_as_sent_when_the_mail_server_has_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let values = [("subject", text("Einführung")), ("account", link("account", &account)), lines()];
    let quote = jana.saves("quote", values).await;
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    mails(&scene, &jana, ("quote", &quote)).await;
    let waiting = jana.reads("quote", &quote).await;
    assert_eq!(jana.value("quote", &waiting, "stage"), text("draft"));
    round(&scene, Some(&postbox)).await;
    let sent = jana.reads("quote", &quote).await;
    assert_eq!(jana.value("quote", &sent, "stage"), text("sent"));
    assert_eq!(postbox.letters().len(), 1);
});

scenario!(setting(), what_cannot_be_sent_is_told_at_the_field, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let account = customer(&jana).await;
    let invoice = issued(&jana, &account, "de").await;
    let said = |recipient: &str| {
        let recipient = Some(("recipient", text(recipient))).filter(|(_, to)| !to.is_empty());
        let words = [("subject", text("Rechnung")), ("body", text("Anbei."))];
        let attach = ("attach", text("hybrid"));
        Answers::of(words.into_iter().chain([attach]).chain(recipient))
    };
    let refused = acts(&jana, ("invoice", &invoice), ("mail", said("a@example.de"))).await;
    assert_eq!(conflict(refused), "no_mail_server");
    scene.engine.open_post();
    for (recipient, code) in [("", "required"), ("niemand", "not_email")] {
        let refused = acts(&jana, ("invoice", &invoice), ("mail", said(recipient))).await;
        assert_eq!(problems(refused), [format!("recipient: {code}")]);
    }
    let draft =
        jana.saves("invoice", [("subject", text("B")), ("account", link("account", &account))]);
    let refused = acts(&jana, ("invoice", &draft.await), ("mail", said("a@example.de"))).await;
    assert_eq!(conflict(refused), "wrong_stage");
});

scenario!(setting(), nobody_sends_what_they_may_not_see, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    customer(&jana).await;
    let vendor = jana.saves("vendor", [("name", text("Nordwerk"))]).await;
    let values = [("subject", text("Monitore")), ("vendor", link("vendor", &vendor)), lines()];
    let order = jana.saves("purchase_order", values).await;
    acts(&jana, ("purchase_order", &order), ("order", Answers::default())).await.expect("ordered");
    let rights = Rights::ordinary().with_field("product", "cost", FieldRight::Hidden);
    let paul = scene.enter("paul", Sees::All, rights.clone()).await;
    let document = Value::Link(Link::new("purchase_order", order.id));
    let values = [
        ("recipient", text("paul@example.de")),
        ("subject", text("Preise")),
        ("body", text("Anbei.")),
        ("document", document),
        ("stage", text("waiting")),
    ];
    scene.engine.open_post();
    let email = paul.saves("email", values).await;
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    crate::round::round_as(&scene, Some(&postbox), rights).await;
    assert!(postbox.letters().is_empty(), "the paper says what goods cost");
    let email = paul.reads("email", &email).await;
    assert_eq!(paul.value("email", &email, "stage"), text("failed"));
});

scenario!(setting(), letters_of_a_run_go_out_together_each_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for module in ["dunning_level", "base_rate"] {
        assert!(0 < records::run_errand(&jana, module, "lay_in").await.expect("laid in"));
    }
    let elbtal = customer(&jana).await;
    let address = jana.value("account", &elbtal, "address");
    let nameless = jana.saves("account", [("name", text("Ohne Post KG")), ("address", address)]);
    for account in [&elbtal, &nameless.await] {
        let owed = [
            ("subject", text("Beratung")),
            ("account", link("account", account)),
            ("invoice_date", day("2026-09-01")),
            ("supply_from", day("2026-09-01")),
            lines(),
        ];
        let draft = jana.saves("invoice", owed).await;
        let said = ("issue", Answers::default());
        acts(&jana, ("invoice", &draft), said).await.expect("it is issued");
    }
    assert_eq!(records::run_errand(&jana, "dunning_letter", "propose").await.expect("a run"), 2);
    let list = records::ListQuery { limit: 10, ..Default::default() };
    let found = records::find(&jana, "dunning_letter", &list).await.expect("letters");
    let mut letters: Vec<Record> = found.page.records.into_iter().collect();
    let is_other = |letter: &Record| {
        jana.value("dunning_letter", letter, "account") != link("account", &elbtal)
    };
    letters.sort_by_key(is_other);
    let ids: Vec<_> = letters.iter().map(|letter| letter.id).collect();
    let all = async |action| jana.does_to_all(("dunning_letter", action), ids.clone()).await;
    assert_eq!(all("approve").await, ["done", "done"]);
    assert_eq!(all("mail").await, ["no_mail_server", "recipient: required"]);

    scene.engine.open_post();
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    assert_eq!(all("mail").await, ["done", "recipient: required"]);
    assert_eq!(all("mail").await, ["mailed_already", "recipient: required"], "not a second time");
    round(&scene, Some(&postbox)).await;
    let [sent] = &postbox.letters()[..] else { panic!("one letter") };
    assert!(sent.contains("To: einkauf@elbtal.example"), "{sent}");
    assert!(sent.contains("application/pdf"), "the letter goes along: {sent}");
    assert_eq!(all("mail").await, ["mailed_already", "recipient: required"], "nor after that");
    let stage = async |at: usize| {
        let letter = jana.reads("dunning_letter", &letters[at]).await;
        jana.value("dunning_letter", &letter, "stage")
    };
    assert_eq!([stage(0).await, stage(1).await], [text("sent"), text("approved")]);

    let again = records::propose(&jana, "dunning_letter", letters[0].id, "mail").await;
    let again = ("mail", again.expect("proposed"));
    acts(&jana, ("dunning_letter", &letters[0]), again).await.expect("by itself it goes again");
});
