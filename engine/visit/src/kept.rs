//! What somebody typed whose session had ended, on its way through the sign-in.
//!
//! Pages with script ask for the password over the page and never come here.

use axum::extract::Request;
use axum::http::header;
use ui::fields::Form;

use crate::body::read;
use crate::state::WebState;

/// Bytes of a form that the sign-in carries at most.
pub const LIMIT: usize = 256 * 1024;
/// Name of the field that holds where the form was going; its fields follow as `kept.NAME`.
const ACTION: &str = "kept";

/// A form that was posted without a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it was going.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// Reads the form of a request; one that is foreign, secret or incomplete is not kept.
    pub async fn posted(request: Request, state: &WebState) -> Option<Kept> {
        let headers = request.headers();
        // Foreign ones were refused before; here a browser must have said that it is our own page.
        let is_own = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
        let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse::<usize>().ok()?;
        if !is_own || LIMIT < length {
            return None;
        }
        let action = request.uri().path().to_owned();
        let (Form(mut fields), uploads) = read(request, state, LIMIT).await.ok()?;
        fields.retain(|(name, _)| name != "csrf");
        let is_word = |name: &str| name.contains("password") || name.contains("secret");
        let is_secret = fields.iter().any(|(name, _)| is_word(name));
        let whole = uploads.is_empty() && !fields.is_empty() && !is_secret;
        whole.then_some(Kept { action, fields })
    }

    /// Finds what the form of the sign-in carries.
    pub fn carried(form: &Form) -> Option<Kept> {
        let action = form.get(ACTION).map(crate::answer::own_address)?.to_owned();
        let named = |(name, value): &(String, String)| {
            let name = name.strip_prefix(ACTION)?.strip_prefix('.')?;
            Some((name.to_owned(), value.clone()))
        };
        Some(Kept { action, fields: form.0.iter().filter_map(named).collect() })
    }

    /// Names and values as the form of the sign-in carries them.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| (format!("{ACTION}.{name}"), value.clone()));
        std::iter::once((ACTION.to_owned(), self.action.clone())).chain(fields).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sign_in_carries_is_found_again() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![pair("title", "Emma"), pair("kept", "x"), pair("title", "")];
        let kept = Kept { action: "/books".into(), fields };
        let mut form = Form(kept.hidden());
        form.0.push(pair("name", "jana"));
        assert_eq!(Kept::carried(&form), Some(kept));
        assert_eq!(Kept::carried(&Form(vec![pair("name", "jana")])), None);
    }
}
