//! Puts the focus into the first control of a field.

use maud::{Markup, PreEscaped};

/// What a person can type into or choose from; the kind of an entry stands before what matters.
const CONTROLS: [&str; 3] = ["<input ", "<select ", "<textarea "];

/// The same markup with `autofocus` at its first control that a person can use.
#[must_use]
pub fn focused(markup: &Markup) -> Markup {
    let text = &markup.0;
    let tags = text.match_indices('<').map(|(at, _)| (at, &text[at..]));
    let usable = tags.filter(|(_, rest)| {
        let tag = rest.split('>').next().unwrap_or_default();
        let is_label = tag.contains(".label\"");
        let is_hidden = tag.contains("type=\"hidden\"") || is_label;
        CONTROLS.iter().any(|name| rest.starts_with(name)) && !is_hidden
    });
    let Some((at, rest)) = usable.into_iter().next() else { return markup.clone() };
    let name = rest.find(' ').map_or(at, |length| at + length);
    PreEscaped(format!("{} autofocus{}", &text[..name], &text[name..]))
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn the_first_usable_control_gets_the_focus() {
        let hidden = html! { input type="hidden" name="a"; input id="b" value="<input >"; };
        let shown = focused(&hidden).0;
        assert!(shown.ends_with("<input autofocus id=\"b\" value=\"&lt;input &gt;\">"), "{shown}");
        assert_eq!(focused(&html! { p { "x" } }).0, "<p>x</p>");
        assert_eq!(focused(&html! { select id="c" {} }).0, "<select autofocus id=\"c\"></select>");
    }
}
