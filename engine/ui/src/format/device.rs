//! Browsers in words: what they call themselves is long and names half of their competitors.

use crate::Cx;

/// Marks of browsers, before those that others carry too.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of systems, before those that others carry too.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
    ("X11", "Unix"),
];

/// Characters of an unknown name.
const SHORT: usize = 40;

/// A browser and its system, such as "Firefox unter Windows"; what is unknown is shortened.
#[must_use]
pub fn device(cx: Cx, agent: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            cx.fill("ui.me.device", &[("browser", browser), ("system", system)])
        }
        (Some(browser), None) => browser.to_owned(),
        (None, _) if agent.trim().is_empty() => cx.text("ui.me.unknown_device").to_owned(),
        (None, _) => short(agent.trim()),
    }
}

fn short(agent: &str) -> String {
    let begin: String = agent.chars().take(SHORT).collect();
    if begin.len() < agent.len() { format!("{}…", begin.trim_end()) } else { begin }
}
