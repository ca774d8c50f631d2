//! Names that stand already are refused where they are given.

use crate::house::House;
use crate::studio::{done, refused};

#[tokio::test]
async fn a_name_that_stands_already_is_refused_at_its_field() {
    let house = House::open().await;
    let admin = house.jana().await;
    let field = [("label", "Budget"), ("kind", "text"), ("block", "general")];
    done(&house, &admin, "/settings/modules/account/fields/new", &field).await;
    let list = done(&house, &admin, "/settings/picklists", &[("label", "Ampel")]).await;
    let row = |label| [("code", ""), ("label", label), ("label", ""), ("hue", ""), ("state", "on")];
    let tries: [(&str, Vec<(&str, &str)>); 6] = [
        ("/settings/modules/account/fields/new", [&[("label", "bUDGET")], &field[1..]].concat()),
        ("/settings/picklists", vec![("label", " Ampel ")]),
        (&list, [row("Grün"), row("grün")].concat()),
        (
            "/settings/modules/opportunity/stages/new",
            vec![("label", "Angebot"), ("kind", "open"), ("after", "proposal")],
        ),
        ("/settings/areas/act/add", vec![("label", "Vertrieb"), ("icon", "gem"), ("hue", "200")]),
        (
            "/settings/modules/new",
            vec![
                ("one", "Kontakt"),
                ("many", "Kontakte"),
                ("title", "Name"),
                ("icon", "gem"),
                ("area", "tools"),
            ],
        ),
    ];
    for (at, form) in tries {
        let reply = refused(&house, &admin, at, &form).await;
        assert!(reply.text.contains("gibt es hier schon"), "{at}: {}", crate::studio::said(&reply));
    }
    // What is called so itself may keep its name.
    let same = [("label", "Budget"), ("hint", "Im Jahr.")];
    done(&house, &admin, "/settings/modules/account/fields/x_budget", &same).await;
}
