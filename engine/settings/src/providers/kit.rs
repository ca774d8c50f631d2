//! What the pages about providers share.

use federation::{Kind, Provider};
use records::Cx;
use ui::views::detail::TabLink;

/// The list of providers.
pub const PATH: &str = "/settings/providers";

/// Why somebody did not come in, in words for administrators.
pub fn said(cx: &Cx, refusal: &str) -> String {
    cx.text(&format!("ui.provider.said_{refusal}")).to_owned()
}

/// A directory has a page for its people.
pub fn tabs(cx: &Cx, provider: &Provider, here: &str) -> Vec<TabLink> {
    let at = format!("{PATH}/{}", provider.id);
    let tab = |key: &str, href: String| TabLink {
        label: cx.text(&format!("ui.provider.tab_{key}")).to_owned(),
        href,
        is_current: key == here,
        count: None,
    };
    let mut all = vec![tab("set", at.clone()), tab("linked", format!("{at}/linked"))];
    if let Kind::Ldap(_) = provider.set.kind {
        all.insert(1, tab("people", format!("{at}/people")));
    }
    all
}
