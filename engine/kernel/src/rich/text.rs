//! A formatted text.

use super::{gate, plain, read};

/// Formatted text as clean HTML of a closed set of elements.
///
/// Every way in cleans: what `html` gives holds no script, no style, no picture and no address but
/// those of the web, mail and telephone, and cleaning it again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RichText(String);

impl RichText {
    /// Takes over what somebody wrote: HTML when it holds an element that is known, else plain
    /// text; `None` when nothing is left of it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match read::markup(text) {
            Some(html) => Self::pass(&html),
            None => Self::from_plain(text),
        }
    }

    /// Takes over plain text: blank lines part its paragraphs, and signs stay as they are.
    #[must_use]
    pub fn from_plain(text: &str) -> Option<Self> {
        Self::pass(&read::plain(text))
    }

    /// What was stored; what is no clean HTML, as of a field that held plain text before, is
    /// plain text.
    #[must_use]
    pub fn stored(html: String) -> Option<Self> {
        if gate::is_passed(&html) { Some(RichText(html)) } else { Self::from_plain(&html) }
    }

    /// The HTML.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.0
    }

    /// Its words, with line breaks, signs before what is listed, and addresses of links.
    #[must_use]
    pub fn plain(&self) -> String {
        plain::text(&self.0, usize::MAX)
    }

    /// How it begins, in one line of so many characters at most.
    #[must_use]
    pub fn beginning(&self, most: usize) -> String {
        // Line breaks and rows of blanks become one blank, so a little more is looked at.
        let text = plain::text(&self.0, most.saturating_mul(2));
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().take(most).collect()
    }

    fn pass(html: &str) -> Option<Self> {
        (!html.is_empty()).then(|| RichText(gate::pass(html)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::RichText;

    fn html(text: &str) -> String {
        RichText::read(text).map(|rich| rich.html().to_owned()).unwrap_or_default()
    }

    #[test]
    fn what_editors_write_stays_as_it_is() {
        for same in [
            "<p>eins <strong>zwei</strong> <em>drei</em></p>",
            "<h2>Titel</h2><p>a<br>b</p><p></p><p>c</p>",
            "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ul>",
            "<blockquote><p>a</p><p>b</p></blockquote><hr><h3>x</h3>",
            "<pre><code>a &lt; b\n\n  c</code></pre>",
            "<p><a href=\"https://a.example/?b=c&amp;d\" rel=\"noopener noreferrer nofollow\">a\
             </a></p>",
        ] {
            assert_eq!(html(same), same);
        }
    }

    #[test]
    fn what_others_write_becomes_the_same() {
        for (theirs, ours) in [
            ("<b>a</b>\n<i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
            ("<div>a</div><div>b<br></div>", "<p>a</p><p>b</p>"),
            ("<b style='font-weight: normal'><p>a</p></b>", "<p>a</p>"),
            ("<p class=MsoNormal>a<o:p></o:p></p><p>&nbsp;</p><p>b", "<p>a</p><p></p><p>b</p>"),
            ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h3>b</h3>"),
            (
                "<table><tr><td><p>a</p></td><td>b</td></tr><tr><th>c<td>d</table>e<p>",
                "<p>a | b</p><p>c | d</p><p>e</p>",
            ),
            (
                "<ul><li>a<ul><li>b</ul><li>c</ul>",
                "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li>\
              <li><p>c</p></li></ul>",
            ),
            (
                "<ul><li>a</li><ul><li>b</li></ul></ul>",
                "<ul><li><p>a</p><ul><li><p>b</p></li></ul>\
              </li></ul>",
            ),
            ("<p>a <u>b </u>c</p>", "<p>a <u>b </u>c</p>"),
        ] {
            assert_eq!(html(theirs), ours, "{theirs}");
        }
    }

    #[test]
    fn nothing_that_runs_or_loads_is_left() {
        for bad in [
            "<p>x</p><script>alert(1)</script>",
            "<img src=x onerror=alert(1)><p>x</p>",
            "<p onclick=alert(1) style='color:red'>x</p>",
            "<svg><script>alert(1)</script></svg><p>x",
            "<p>x</p><iframe src=https://a.example>alert(1)</iframe>",
            "<style>p{background:url(//a)}</style><p>x",
            "<p>x<!--<img src=x onerror=alert(1)>--></p>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 \
             onerror=alert(1)&gt;\"></style></math><p>x",
        ] {
            let clean = html(bad);
            let text = clean.replace("<p>", "").replace("</p>", "");
            assert!(!text.contains('<') && !text.contains("alert"), "{bad}: {clean}");
            assert!(text.contains('x'), "{bad}: {clean}");
        }
        for link in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "&#106;avascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "/settings",
            "//a.example",
            "file:///etc/passwd",
        ] {
            assert_eq!(html(&format!("<a href='{link}'>x</a>")), "<p>x</p>", "{link}");
        }
    }

    #[test]
    fn plain_text_stays_what_it_says() {
        assert_eq!(
            html("a < b & c <who@knows.example>"),
            "<p>a &lt; b &amp; c \
         &lt;who@knows.example&gt;</p>"
        );
        assert_eq!(html("a\nb\n\n\nc"), "<p>a<br>b</p><p>c</p>");
        assert_eq!(RichText::read(" \n"), None);
        assert_eq!(RichText::read("<p></p><ul><li></li></ul><script>x</script>"), None);
        let kept = RichText::from_plain("<b>a</b>").expect("there is something");
        assert_eq!(kept.html(), "<p>&lt;b&gt;a&lt;/b&gt;</p>");
        assert_eq!(kept.plain(), "<b>a</b>");
    }

    #[test]
    fn what_is_stored_is_html_only_where_it_is_clean() {
        for clean in ["<p>a</p>", "<ul><li><p><em>a</em></p></li></ul>", "<hr>"] {
            let stored = RichText::stored(clean.to_owned()).expect("there is something");
            assert_eq!(stored.html(), clean);
        }
        let linked = html("<a href='https://a.example/?b&c'>a</a>");
        assert_eq!(RichText::stored(linked.clone()).map(|rich| rich.0), Some(linked));
        for plain in [
            "a & b",
            "<script>alert(1)</script>",
            "<p>a</p><script>",
            "<p onclick=\"a\">a</p>",
            "<p><a href=\"javascript:a\" rel=\"noopener noreferrer nofollow\">a</a></p>",
            "<p><a href=\"https://a\">a</a></p>",
            "<p>a</p ><img src=x>",
            "<p>a<",
            "<P>a</P>",
        ] {
            let stored = RichText::stored(plain.to_owned()).expect("there is something");
            assert_eq!(stored.plain(), plain);
        }
    }

    #[test]
    fn words_are_told_without_tags() {
        let text = "<h2>Titel</h2><p>a<br>b &amp;lt; c</p><ul><li><p>d</p><ol><li><p>e</p></li>\
            <li><p>f</p></li></ol></li></ul><p><a href='https://a.example'>hier</a> <a \
            href='https://b.example/'>b.example</a></p>";
        let rich = RichText::read(text).expect("there is something");
        let told = "Titel\n\na\nb &lt; c\n\n• d\n  1. e\n  2. f\n\nhier (https://a.example) \
            b.example";
        assert_eq!(rich.plain(), told);
        assert_eq!(rich.beginning(9), "Titel a b");
    }

    #[test]
    fn what_is_nested_without_end_takes_no_more_time_than_it_has_signs() {
        for open in [
            "<ul><li>",
            "<blockquote>",
            "<b>",
            "<font a=1><p>",
            "<table><tr><td>",
            "<a \
            href=https://a.example>x<p>y",
        ] {
            let clean = html(&open.repeat(20_000));
            assert_eq!(html(&clean), clean);
        }
    }

    /// Markup of a kind that people and programs make, well formed or not.
    fn markup() -> impl Strategy<Value = String> {
        let names = [
            "p",
            "b",
            "em",
            "u",
            "s",
            "code",
            "h1",
            "h3",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "hr",
            "br",
            "div",
            "table",
            "tr",
            "td",
            "span",
            "script",
            "svg",
            "style",
            "textarea",
        ];
        let name = proptest::sample::select(names.to_vec());
        let tag = (name, any::<bool>()).prop_map(|(name, is_end)| {
            if is_end { format!("</{name}>") } else { format!("<{name}>") }
        });
        let links = ["https://a.example/?a=1&b=\"<>", "javascript:x", "mailto:a@b.de", "tel:1"];
        let link = proptest::sample::select(links.to_vec());
        let link = link.prop_map(|link| format!("<a href='{link}'>"));
        let texts = [
            " ", "\n", "a", "b c ", "&lt;", "&nbsp;", "<", "&", "\u{1}", "ß", "</a>", "<!--",
            "-->", "\t", "&#13;", "&#10;",
        ];
        let text = proptest::sample::select(texts.to_vec()).prop_map(str::to_owned);
        let piece = prop_oneof![3 => tag, 1 => link, 3 => text, 1 => ".{0,5}"];
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn cleaning_again_changes_nothing(text in markup()) {
            let clean = html(&text);
            prop_assert_eq!(html(&clean), clean.clone());
            let stored = RichText::stored(clean.clone()).map(|rich| rich.0).unwrap_or_default();
            prop_assert_eq!(stored, clean);
        }

        #[test]
        fn the_gate_has_nothing_to_take_away(text in markup()) {
            let clean = html(&text);
            let written = super::read::markup(&clean).unwrap_or_default();
            let rel = " rel=\"noopener noreferrer nofollow\"";
            let plain = |html: &str| html.replace(rel, "").replace("&quot;", "\"")
                .replace("&nbsp;", "\u{a0}");
            prop_assert_eq!(plain(&written), plain(&clean));
        }

        #[test]
        fn plain_text_comes_back(
            text in "[a-c<>&\"ä]{1,4}( [a-c<>&\"ä]{1,4}){0,3}(\n{1,2}[a-c<>&]{1,3}){0,3}"
        ) {
            let rich = RichText::from_plain(&text).expect("there is something");
            prop_assert_eq!(rich.plain(), text);
        }
    }
}
