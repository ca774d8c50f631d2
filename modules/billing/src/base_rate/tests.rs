//! What base rates are, as stories.

use records::Input;
use testkit::{Sees, day, number, problems, scenario, text};

use crate::offer::setting;

scenario!(setting(), a_country_has_one_base_rate_from_a_day_on, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let laid_in = records::run_errand(&jana, "base_rate", "lay_in").await.expect("laid in");
    assert_eq!(laid_in, 15);
    let again = records::run_errand(&jana, "base_rate", "lay_in").await.expect("a second time");
    assert_eq!(again, 0);
    let of = |country: &str, from: &str, rate: &str| {
        let source = ("source", text("Amtsblatt"));
        [("country", text(country)), ("valid_from", day(from)), ("rate", number(rate)), source]
    };
    let twice = Input::of(of("de", "2025-07-01", "1.3"));
    let twice = records::create(&jana, "base_rate", twice).await;
    assert_eq!(problems(twice), ["valid_from: base_rate_twice"]);
    let absurd = Input::of(of("de", "2026-07-01", "127"));
    let absurd = records::create(&jana, "base_rate", absurd).await;
    assert_eq!(problems(absurd), ["rate: base_rate.rule.rate"]);
    jana.saves("base_rate", of("de", "2026-07-01", "1.52")).await;
    let austrian = jana.saves("base_rate", of("at", "2026-07-01", "1.53")).await;
    let moved = Input::of([("country", text("de"))]);
    let moved = records::update(&jana, "base_rate", austrian.id, None, moved).await;
    assert_eq!(problems(moved), ["valid_from: base_rate_twice"]);
});
