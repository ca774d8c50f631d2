//! Areas of the side bar, the modules in them, and which modules are switched off.

use std::collections::{BTreeMap, BTreeSet};

use crate::Catalog;
use crate::definition::{FieldType, Module};

/// An area of the side bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Code; its label key is `area.CODE`.
    pub code: String,
    /// Name of its icon in the sprite.
    pub icon: String,
    /// Hue of its glyph and of those of its modules, a multiple of ten.
    pub hue: Option<u16>,
    /// Codes of its modules.
    pub modules: Vec<String>,
}

/// What is said of areas and modules beyond definitions.
#[derive(Clone, Debug, Default)]
pub struct SideBar {
    /// Icon and hue by area.
    pub looks: BTreeMap<String, (String, u16)>,
    /// Areas that administrators added.
    pub own: BTreeSet<String>,
    /// Areas in their order; those that are not named follow.
    pub areas: Vec<String>,
    /// Modules in their order; those that are not named follow.
    pub modules: Vec<String>,
    /// Modules that are switched off.
    pub off: BTreeSet<String>,
}

impl Catalog {
    /// Says how an area is drawn: its icon and its hue.
    pub fn draw_area(&mut self, code: &str, icon: &str, hue: u16) {
        self.side_bar_mut().looks.insert(code.into(), (icon.into(), hue));
    }

    /// Hue of an area, if it was said.
    #[must_use]
    pub fn area_hue(&self, code: &str) -> Option<u16> {
        self.side_bar().looks.get(code).map(|(_, hue)| *hue)
    }

    /// Areas of the side bar that hold modules, in their order: as administrators put them, then
    /// as modules name them.
    #[must_use]
    pub fn areas(&self) -> Vec<Area> {
        let rank = |module: &Module| place(&self.side_bar().modules, &module.code);
        let mut modules: Vec<&Module> = self.modules().iter().map(AsRef::as_ref).collect();
        let mut codes: Vec<&String> = Vec::new();
        for module in &modules {
            if !codes.contains(&&module.area) {
                codes.push(&module.area);
            }
        }
        codes.sort_by_key(|code| self.area_place(code));
        modules.sort_by_key(|module| rank(module));
        let within = |code: &String| {
            let own = modules.iter().filter(|module| module.area == *code);
            self.area(code, own.map(|module| module.code.clone()).collect())
        };
        codes.into_iter().map(within).collect()
    }

    /// An area by its code, with these modules.
    #[must_use]
    pub fn area(&self, code: &str, modules: Vec<String>) -> Area {
        let look = self.side_bar().looks.get(code);
        Area {
            code: code.into(),
            icon: look.map_or("blocks".into(), |(icon, _)| icon.clone()),
            hue: look.map(|(_, hue)| *hue),
            modules,
        }
    }

    /// The place of an area among all; those that nobody put anywhere come last.
    #[must_use]
    pub fn area_place(&self, code: &str) -> usize {
        place(&self.side_bar().areas, code)
    }

    /// Areas that administrators added.
    #[must_use]
    pub fn own_areas(&self) -> &BTreeSet<String> {
        &self.side_bar().own
    }

    /// Tells whether a module is switched off: its records stay, and nobody sees it.
    #[must_use]
    pub fn is_off(&self, module: &str) -> bool {
        self.side_bar().off.contains(module)
    }

    /// Modules that are switched off.
    #[must_use]
    pub fn off(&self) -> &BTreeSet<String> {
        &self.side_bar().off
    }

    /// Links of modules to nothing but modules that are switched off: codes and names of fields.
    #[must_use]
    pub fn dead_links(&self, off: &BTreeSet<String>) -> Vec<(String, String)> {
        let all_off = |to: &[String]| !to.is_empty() && to.iter().all(|code| off.contains(code));
        let leads_nowhere =
            |kind: &FieldType| matches!(kind, FieldType::Link { to, .. } if all_off(to));
        let modules = self.modules().iter().filter(|module| !off.contains(&module.code));
        let fields = modules.flat_map(|module| {
            let dead = module.fields.iter().filter(move |field| leads_nowhere(&field.kind));
            dead.map(move |field| (module.code.clone(), field.name.clone()))
        });
        fields.collect()
    }
}

fn place(order: &[String], code: &str) -> usize {
    order.iter().position(|known| known == code).unwrap_or(usize::MAX)
}
