//! Formatted text on every way in, and what is found in it.

use kernel::Value;
use testkit::{library, scenario, text};

const HOSTILE: &str = "<p onclick=alert(1)>Guten <b>Tag</b><script>alert(1)</script> \
    <a href=\"javascript:alert(1)\">hier</a></p><img src=x onerror=alert(1)>";

scenario!(library::setting(), formatted_text_is_clean_and_its_words_are_found, async |scene| {
    let admin = scene.as_admin().await;
    let given = [("text", text("Eins")), ("rich_text", Value::rich(HOSTILE))];
    let saved = admin.saves("specimen", given).await;
    let Value::Rich(rich) = admin.value("specimen", &saved, "rich_text") else {
        panic!("it is a formatted text");
    };
    assert_eq!(rich.html(), "<p>Guten <strong>Tag</strong> hier</p>");
    assert_eq!(admin.searches("specimen", "guten tag").await, ["Eins"]);
    for (word, found) in [("guten tag hier", 1), ("strong", 0), ("alert", 0), ("<p>", 0)] {
        let filter = format!("rich_text contains \"{word}\"");
        assert_eq!(admin.lists("specimen", &filter, "text").await.len(), found, "{word}");
    }
    assert_eq!(admin.lists("specimen", "rich_text starts_with \"GUTEN\"", "text").await, ["Eins"]);
    assert_eq!(admin.lists("specimen", "rich_text is empty", "text").await.len(), 0);
});

scenario!(library::setting(), what_is_no_formatted_text_is_refused, async |scene| {
    let admin = scene.as_admin().await;
    let values = records::Input::of([("rich_text", text("<script>alert(1)</script>"))]);
    let refused = records::create(&admin, "specimen", values).await;
    assert_eq!(testkit::problems(refused), ["rich_text: wrong_type"]);
});
