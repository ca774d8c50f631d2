//! Points on the earth: what lies near another one.

use kernel::Value;
use testkit::{library, point, problems, scenario, text};

const TOWNS: [(&str, &str); 6] = [
    ("Augsburg", "48.370545, 10.897790"),
    ("Berlin", "52.520008, 13.404954"),
    ("München", "48.137154, 11.576124"),
    ("Sydney", "-33.868820, 151.209296"),
    ("Südpol", "-90.000000, 0.000000"),
    ("Wien", "48.208174, 16.373819"),
];

scenario!(library::setting(), what_lies_near_is_found, async |scene| {
    let admin = scene.as_admin().await;
    for (name, place) in TOWNS {
        admin.saves("specimen", [("text", text(name)), ("geo", point(place))]).await;
    }
    admin.saves("specimen", [("text", text("Nirgends"))]).await;
    for (filter, found) in [
        ("geo within \"48.137154, 11.576124, 58 km\"", &["Augsburg", "München"][..]),
        ("geo within \"48°8'13.8\\\"N 11°34'34\\\"E; 55 km\"", &["München"]),
        ("geo within \"geo:48.137154,11.576124, 1 m\"", &["München"]),
        ("geo within \"50, 12, 400 km\"", &["Augsburg", "Berlin", "München", "Wien"]),
        ("not geo within \"50, 12, 400 km\"", &["Südpol", "Sydney"]),
        ("geo within \"-34, 151, 25 km\" or geo within \"48.2, 16.4, 9 km\"", &["Sydney", "Wien"]),
        ("geo is empty", &["Nirgends"]),
        ("geo is not empty and text < \"C\"", &["Augsburg", "Berlin"]),
    ] {
        assert_eq!(admin.lists("specimen", filter, "text").await, found, "{filter}");
    }
});

scenario!(library::setting(), a_point_that_is_none_is_refused, async |scene| {
    let admin = scene.as_admin().await;
    let module = admin.module("specimen").unwrap();
    let field = module.field("geo").unwrap();
    for wrong in [
        r#"{"lat": 90.1, "lon": 0}"#,
        r#"{"lat": 48.1}"#,
        r#"{"lat": 48.1, "lon": 11.5, "height": 3}"#,
        r#"{"lat": "48.1", "lon": "11.5"}"#,
        r#""irgendwo""#,
        "[48.1, 11.5]",
    ] {
        let json = serde_json::from_str(wrong).unwrap();
        assert!(catalog::from_json(field, &json).is_err(), "{wrong}");
    }
    let json = serde_json::from_str(r#"{"lat": 48.13715449, "lon": 11}"#).unwrap();
    let read = catalog::from_json(field, &json).unwrap();
    assert_eq!(read, point("48.137154, 11"));
    assert_eq!(catalog::to_json(&read).to_string(), r#"{"lat":48.137154,"lon":11.0}"#);
    let text = [("geo", text("48.1, 11.5"))];
    let refused = records::create(&admin, "specimen", records::Input::of(text)).await;
    assert_eq!(problems(refused), ["geo: wrong_type"]);
    let nothing = admin.saves("specimen", [("geo", Value::Empty)]).await;
    assert_eq!(admin.value("specimen", &nothing, "geo"), Value::Empty);
});
