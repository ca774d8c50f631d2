//! A block that was copied from a spreadsheet becomes positions of a form.

use axum::http::Method;
use serde_json::json;

use crate::house::{House, Person, databases};

const LINES: &str = "/quotes/lines?field=lines";

async fn part(
    house: &House,
    who: &Person,
    (act, block): (&str, &str),
    more: &[(&str, &str)],
) -> String {
    let mut form = vec![
        ("subject", "Erneuerung"),
        ("lines.open", "0"),
        ("lines.0.kind", "item"),
        ("lines.0.name", "Reise"),
        ("lines.0.quantity", "1"),
        ("lines.0.tax_class", "standard"),
        ("lines.1.kind", "item"),
        ("lines.1.name", "Ende"),
        ("lines.1.quantity", "1"),
        ("lines.1.tax_class", "standard"),
        ("lines.paste.text", block),
        ("lines.act", act),
    ];
    form.extend(more);
    house.part(who, (Method::POST, LINES), &form).await.text
}

fn at(text: &str, what: &str) -> usize {
    text.find(what).unwrap_or_else(|| panic!("{what} is not in {text}"))
}

#[tokio::test]
async fn what_has_headings_becomes_positions_at_once_and_can_be_taken_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let block = "Bezeichnung\tMenge\tEinheit\tEinzelpreis\tMwSt\r\n\
            \"Kabel\r\nrot\"\t1.000\tm\t0,50 €\t19 %\r\nBuch\t2\tStk\t10,00 €\t7 %\r\n";
        let taken = part(&house, &jana, ("paste:now", block), &[]).await;
        assert!(taken.contains("Eingefügte Zeilen: 2"), "{taken}");
        assert!(at(&taken, "value=\"Reise\"") < at(&taken, "Kabel, rot"), "{taken}");
        assert!(at(&taken, "Buch") < at(&taken, "value=\"Ende\""), "after the open one");
        assert!(taken.contains("500,00") && taken.contains("Meter"), "{taken}");
        assert!(taken.contains("value=\"reduced\""), "{taken}");
        assert!(taken.contains("name=\"lines.pasted\" value=\"2-4\""), "{taken}");
        let more = [("lines.2.kind", "item"), ("lines.2.name", "Kabel"), ("lines.pasted", "2-4")];
        let back = part(&house, &jana, ("unpaste", ""), &more).await;
        assert!(back.contains("Ende") && !back.contains("Kabel"), "{back}");
        assert!(!back.contains("lines.pasted"), "{back}");
    }
}

#[tokio::test]
async fn what_is_unclear_is_shown_first_with_everything_that_is_wrong() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let product = json!({"fields": {"name": "Fühler", "gtin": "4006381333931",
            "unit_price": {"amount": "12.50", "currency": "EUR"}}});
        let to = (Method::POST, "/api/v1/products");
        house.tell(&jana, to, &[], product.to_string()).await;
        let block = "4006381333931\t3\n4006381333931\t1\nX-9\tviele\n";
        let shown = part(&house, &jana, ("paste:now", block), &[]).await;
        assert!(shown.contains("name=\"lines.paste.column.0\""), "{shown}");
        assert!(shown.contains("3 Zeilen, davon 1 mit Fehlern"), "{shown}");
        assert!(shown.contains("„viele“ ist keine Zahl"), "{shown}");
        assert!(shown.contains("„X-9“ gibt es hier nicht"), "{shown}");
        assert!(!shown.contains("Eingefügte Zeilen"), "{shown}");
        let taken = part(&house, &jana, ("insert", block), &[]).await;
        assert!(taken.contains("Eingefügte Zeilen: 3"), "{taken}");
        assert!(
            taken.contains("Fühler") && taken.contains("37,50"),
            "its price is filled: {taken}"
        );
        assert!(taken.contains("value=\"viele\""), "what cannot be read stays as it was: {taken}");
        let other = [("lines.paste.column.0", "name"), ("lines.paste.column.1", "")];
        let told = part(&house, &jana, ("paste", block), &other).await;
        assert!(told.contains("3 Zeilen") && !told.contains("mit Fehlern"), "{told}");
    }
}

#[tokio::test]
async fn too_much_is_refused_and_nothing_of_a_block_becomes_part_of_the_page() {
    let house = House::open().await;
    let jana = house.jana().await;
    let many = "a\tb\n".repeat(100_000);
    let refused = part(&house, &jana, ("paste:now", &many), &[]).await;
    assert!(refused.contains("mehr als 2000 Zeilen"), "{}", &refused[..2000]);
    let hostile = "<script>alert(1)</script>\t</textarea><img src=x>\n=cmd|' /C'\t\u{1}\n";
    let shown = part(&house, &jana, ("paste:now", hostile), &[]).await;
    assert!(!shown.contains("<script>alert") && !shown.contains("<img src=x"), "{shown}");
    let asked = part(&house, &jana, ("paste", ""), &[]).await;
    assert!(asked.contains("<textarea"), "{asked}");
    let lines: String = (0..2000).map(|n| format!("Teil {n}\t{n}\n")).collect();
    let block = format!("Bezeichnung\tMenge\n{lines}");
    let taken = part(&house, &jana, ("paste:now", &block), &[]).await;
    assert!(taken.contains("Eingefügte Zeilen: 2.000"), "{}", &taken[..2000]);
}

#[tokio::test]
async fn without_script_a_block_is_typed_into_a_field_and_looked_at() {
    let house = House::open().await;
    let jana = house.jana().await;
    let form =
        [("subject", "Erneuerung"), ("lines.act", "paste"), ("lines.paste.text", "Rat;2\nTat;3")];
    let page = house.post(&jana, LINES, &form).await.text;
    assert!(
        page.contains("value=\"Erneuerung\"") && page.contains("lines.paste.column.1"),
        "{page}"
    );
}
