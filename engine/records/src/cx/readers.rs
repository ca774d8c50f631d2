//! Catalogs of people who meet their own layouts or are not offered every value: made once for all
//! who meet the same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use access::{Rights, Withheld};
use catalog::Catalog;

/// Catalogs that are kept at most; people share few profiles.
const KEPT: usize = 100;

/// What makes the catalog of somebody differ: profiles with layouts, and what is withheld.
type Own = (Vec<String>, Withheld);

/// Catalogs made of the present one.
#[derive(Debug, Default)]
pub struct Readers(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Option<Arc<Catalog>>,
    made: BTreeMap<Own, Arc<Catalog>>,
}

/// What makes the catalog of somebody differ; nothing for administrators, who shape what is there
/// for everybody and have to see it as it is.
pub fn own(catalog: &Catalog, rights: &Rights) -> Own {
    if rights.is_administrator() {
        return Own::default();
    }
    let laid_out: Vec<&str> = catalog.laid_out().collect();
    let profiles = rights.profiles().iter().map(ToString::to_string);
    let profiles = profiles.filter(|id| laid_out.contains(&id.as_str())).collect();
    (profiles, rights.withheld().clone())
}

impl Readers {
    /// The present catalog as somebody meets it.
    pub fn catalog(&self, present: Arc<Catalog>, rights: &Rights) -> Arc<Catalog> {
        let own = own(&present, rights);
        if own == Own::default() {
            return present;
        }
        let mut kept = self.0.lock().expect("no thread panics while it keeps a catalog");
        let is_present = kept.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &present));
        if !is_present || KEPT <= kept.made.len() {
            *kept = Kept { of: Some(present.clone()), made: BTreeMap::new() };
        }
        if let Some(made) = kept.made.get(&own) {
            return made.clone();
        }
        let made = Arc::new(present.read_by(&own.0, &own.1));
        kept.made.insert(own, made.clone());
        made
    }
}
