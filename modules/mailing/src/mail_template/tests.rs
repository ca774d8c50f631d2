//! What mail templates are, as stories.

use testkit::{Sees, scenario};

use crate::offer::setting;

scenario!(
    setting(),
    a_house_begins_with_words_for_every_document_in_both_languages,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let laid = records::run_errand(&jana, "mail_template", "lay_in").await;
        assert_eq!(laid.expect("they are laid in"), 16);
        let again = records::run_errand(&jana, "mail_template", "lay_in").await;
        assert_eq!(again.expect("nothing is doubled"), 0);
        let german = jana.lists("mail_template", "language = \"de\"", "name").await;
        assert_eq!(german.len(), 8);
        assert!(german.contains(&"Rechnung (de)".to_owned()), "{german:?}");
    }
);
