//! What a crate of modules hands to the program.

use catalog::Catalog;
use kernel::Language;

use crate::behavior::Behavior;

/// A module as its folder holds it: what it is, what it does, what it is called.
#[derive(Clone)]
pub struct Shipped {
    /// The definition.
    pub definition: &'static str,
    /// What it does.
    pub behavior: Behavior,
    /// Its words with their language.
    pub texts: [(Language, &'static str); 2],
}

/// The module of a folder with its two files of words: `module!(book)` takes what stands in
/// `book` and in `locales/{de,en}/book.toml`.
#[macro_export]
macro_rules! module {
    ($name:ident) => {
        $crate::Shipped::new(
            ($name::DEFINITION, $name::behavior()),
            $crate::words!("de", stringify!($name)),
            $crate::words!("en", stringify!($name)),
        )
    };
}

/// A file of words by its language and its name, for what several modules of a crate share.
#[macro_export]
macro_rules! words {
    ($language:literal, $name:expr) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../locales/",
            $language,
            "/",
            $name,
            ".toml"
        ))
    };
}

impl Shipped {
    /// Puts a module together; `module!` calls this.
    #[must_use]
    pub fn new(
        (definition, behavior): (&'static str, Behavior),
        german: &'static str,
        english: &'static str,
    ) -> Self {
        let texts = [(Language::De, german), (Language::En, english)];
        Shipped { definition, behavior, texts }
    }
}

/// Everything that a crate of modules offers.
#[derive(Clone, Default)]
pub struct Offer {
    /// Its modules, in the order in which they build on each other.
    pub modules: Vec<Shipped>,
    /// Shapes of lines that its modules and later ones are made of.
    pub shapes: Vec<&'static str>,
    /// What it does to records of modules of earlier crates.
    pub extensions: Vec<Behavior>,
    /// Words that several of its modules share.
    pub texts: Vec<(Language, &'static str)>,
    /// How areas of the side bar are drawn: code, icon and hue.
    pub areas: Vec<(&'static str, &'static str, u16)>,
}

impl Offer {
    /// What the modules do.
    #[must_use]
    pub fn behaviors(offers: &[Offer]) -> Vec<Behavior> {
        let own = |offer: &Offer| -> Vec<Behavior> {
            let modules = offer.modules.iter().map(|module| module.behavior.clone());
            modules.chain(offer.extensions.iter().cloned()).collect()
        };
        offers.iter().flat_map(own).collect()
    }

    /// The catalog of all modules with their words; the engine's own words are added to it.
    ///
    /// # Errors
    /// The first mistake, with the file it stands in by its first line.
    pub fn catalog(offers: &[Offer]) -> Result<Catalog, String> {
        let modules = || offers.iter().flat_map(|offer| &offer.modules);
        let shapes = offers.iter().flat_map(|offer| offer.shapes.iter().copied());
        let definitions: Vec<&str> =
            shapes.chain(modules().map(|module| module.definition)).collect();
        let mut catalog = Catalog::read(&definitions)?;
        let shared = offers.iter().flat_map(|offer| &offer.texts);
        for (language, text) in modules().flat_map(|module| &module.texts).chain(shared) {
            let named = |e| format!("{e}: {}", text.lines().next().unwrap_or_default());
            catalog.add_texts(*language, "", text).map_err(named)?;
        }
        for (code, icon, hue) in offers.iter().flat_map(|offer| &offer.areas) {
            catalog.draw_area(code, icon, *hue);
        }
        Ok(catalog)
    }
}
