//! Values and addresses that nobody types in good faith.

use axum::http::StatusCode;

use crate::house::{House, encoded};

const SCRIPTS: [&str; 4] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "</title></textarea><svg/onload=alert(1)>",
];

fn is_clean(page: &str) -> bool {
    let live = ["<script>alert", "<img src=x", "<svg/onload", "href=\"javascript:"];
    !live.iter().any(|text| page.contains(text))
}

#[tokio::test]
async fn texts_stay_texts_wherever_they_are_shown() {
    let house = House::open().await;
    let jana = house.jana().await;
    for module in house.modules() {
        for script in SCRIPTS {
            let record = house.record(&jana, &module, script).await;
            house.post(&jana, &format!("{record}/comments"), &[("text", script)]).await;
            house.post(&jana, &format!("{record}/tags"), &[("tag", script)]).await;
            let view = [("name", script), ("filter", ""), ("columns", "")];
            house.post(&jana, &format!("/{}/views", module.plural), &view).await;
            let list = format!("/{}", module.plural);
            let search = format!("/search?{}", encoded(&[("q", script)]));
            let palette = search.replace("/search?", "/search/palette?");
            let form = format!("{record}/edit");
            for page in [&list, &record, &form, &search, &palette, &"/".to_owned()] {
                let reply = house.get(&jana, page).await;
                assert_eq!(reply.status, StatusCode::OK, "{page}");
                assert!(is_clean(&reply.text), "{page} runs {script}");
            }
        }
    }
}

#[tokio::test]
async fn a_link_leads_nowhere_but_to_pages() {
    let house = House::open().await;
    let jana = house.jana().await;
    for website in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x"] {
        let form = [("name", "Probe"), ("website", website), ("allow_duplicate", "1")];
        let reply = house.post(&jana, "/accounts", &form).await;
        if reply.status == StatusCode::SEE_OTHER {
            let page = house.get(&jana, reply.location()).await.text.to_lowercase();
            assert!(!page.contains("href=\"javascript:") && !page.contains("href=\"data:"));
        } else {
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{website}");
        }
    }
}

#[tokio::test]
async fn lists_answer_every_question_or_say_why_not() {
    let house = House::open().await;
    let jana = house.jana().await;
    house.record(&jana, &house.modules()[0], "Probe").await;
    let many = vec!["name = \"a\""; 2_000].join(" or ");
    let deep = format!("{}name = \"a\"{}", "(".repeat(5_000), ")".repeat(5_000));
    let wrong = [
        ("sort", "name; drop"),
        ("sort", "-"),
        ("sort", "--name"),
        ("sort", "password_hash"),
        ("sort", "name,name desc"),
        ("columns", "name,password_hash,'"),
        ("column", "\"; select 1"),
        ("filter", "' or 1=1 --"),
        ("filter", "name = \"a\\\""),
        ("filter", "name = “a”"),
        ("filter", "password_hash = \"x\""),
        ("filter", "owner.password_hash = \"x\""),
        ("filter", "/* name */ name = \"a\""),
        ("filter", many.as_str()),
        ("filter", deep.as_str()),
        ("after", "' or 1=1"),
        ("before", "AAAA"),
        ("view", "' or 1=1"),
        ("count", "-1"),
        ("q", "' OR \"a\" AND NEAR( * ^ : - <script>alert(1)</script>"),
        ("q", "%_\\"),
        ("filter_field", "password_hash"),
        ("page", "1e309"),
    ];
    for (name, value) in wrong {
        let address = format!("/accounts?{}", encoded(&[(name, value)]));
        let shown: String = value.chars().take(40).collect();
        let reply = house.get(&jana, &address).await;
        let clear = [200, 303, 404, 414, 422].contains(&reply.status.as_u16());
        assert!(clear, "{name}={shown} answers {}", reply.status);
        assert!(is_clean(&reply.text), "{name}={shown} runs");
        let address = format!("/api/v1/accounts?{}", encoded(&[(name, value)]));
        let status = house.get(&jana, &address).await.status;
        assert!(!status.is_server_error(), "{name}={shown} answers {status} to programs");
    }
}

#[tokio::test]
async fn a_view_made_by_hand_is_checked_before_it_is_kept() {
    let house = House::open().await;
    let jana = house.jana().await;
    for (field, value, said) in [
        ("filter", "password_hash = \"x\"", "password_hash"),
        ("filter", "name = ", "bricht an Stelle"),
        ("sort", "password_hash", "sortieren"),
        ("columns", "name,password_hash", "password_hash"),
        ("name", "", "Name fehlt."),
    ] {
        let form = [("name", "Von Hand"), (field, value)];
        let form = if field == "name" { &form[1..] } else { &form[..] };
        let reply = house.post(&jana, "/accounts/views", form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(reply.text.contains(said), "{field}={value} does not say {said}");
    }
    assert!(!house.get(&jana, "/accounts").await.text.contains("Von Hand"));
    let form = [("name", "Von Hand"), ("columns", "number,number, status,number")];
    let reply = house.post(&jana, "/accounts/views", &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let page = house.get(&jana, reply.location()).await.text;
    assert!(page.contains("value=\"number,status\""), "each column is kept once");
}

#[tokio::test]
async fn broken_values_are_refused_at_their_fields() {
    let house = House::open().await;
    let jana = house.jana().await;
    let long = "9".repeat(400);
    let huge = "x".repeat(2_000_000);
    let wrong = [
        ("employees", "NaN"),
        ("employees", "1e309"),
        ("employees", "-0"),
        ("employees", long.as_str()),
        ("annual_revenue.amount", "12345678901234567890,99"),
        ("annual_revenue.amount", "1,234.567,89"),
        ("annual_revenue.currency", "../../etc"),
        ("name", huge.as_str()),
        ("name", "\u{0}"),
        ("name", "\u{202e}\u{200b}"),
        ("status", "no such choice"),
        ("parent", "account:' or 1=1"),
        ("parent", "user:00000000-0000-0000-0000-000000000000"),
        ("owner", "00000000-0000-0000-0000-000000000000"),
        ("email.0.value", "a@b@c"),
        ("phone.0.value", "\u{ff10}\u{0}"),
        ("created_by", "00000000-0000-0000-0000-000000000000"),
        ("version", "-1"),
    ];
    for (name, value) in wrong {
        let shown: String = value.chars().take(40).collect();
        let mut form = vec![("allow_duplicate", "1")];
        if name != "name" {
            form.push(("name", "Probe"));
        }
        form.push((name, value));
        let reply = house.post(&jana, "/accounts", &form).await;
        let clear = [303, 422].contains(&reply.status.as_u16());
        assert!(clear, "{name}={shown:?} answers {}", reply.status);
        if reply.status == StatusCode::SEE_OTHER {
            let status = house.get(&jana, reply.location()).await.status;
            assert_eq!(status, StatusCode::OK, "{name}={shown:?} cannot be shown");
        }
    }
}

#[tokio::test]
async fn templates_and_formulas_are_only_text() {
    let house = House::open().await;
    let jana = house.jana().await;
    for text in ["{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{name}", "=cmd|' /C calc'!A0"] {
        let record = house.record(&jana, &house.modules()[0], text).await;
        let page = house.get(&jana, &record).await.text;
        assert!(!page.contains("<h1 id=\"record-title\">49"), "{text} was worked out");
    }
    let file = house.get(&jana, "/accounts/export.csv").await.text;
    assert!(!file.contains(";=cmd") && !file.contains("\n=cmd"), "a formula leaves with the list");
}
