//! Areas of the side bar, their order, and modules that are switched off.

use kernel::Language;
use serde::{Deserialize, Serialize};

use super::apply::own;
use crate::Catalog;

/// One change of the side bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Arrangement {
    /// Switches a module off, so that nobody sees it, or on again; its records stay.
    Switch {
        /// Code of the module.
        module: String,
        /// Whether it is seen.
        is_on: bool,
    },
    /// Gives a module another icon.
    Icon {
        /// Code of the module.
        module: String,
        /// Name of the icon in the sprite.
        icon: String,
    },
    /// Adds an area whose name starts with `x_`.
    AddArea {
        /// Its code.
        area: String,
    },
    /// Takes an area away that was added and holds no module.
    RemoveArea {
        /// Its code.
        area: String,
    },
    /// Says how an area is drawn.
    DrawArea {
        /// Its code.
        area: String,
        /// Name of its icon in the sprite.
        icon: String,
        /// Its hue in degrees, a multiple of ten.
        hue: u16,
    },
    /// Puts areas into this order; those that are not named follow.
    OrderAreas {
        /// Their codes.
        areas: Vec<String>,
    },
    /// Puts modules into an area, in this order; others that are in it follow.
    OrderModules {
        /// Code of the area.
        area: String,
        /// Codes of the modules; one that is not there is passed over, as it may come and go.
        modules: Vec<String>,
    },
}

impl Catalog {
    pub(super) fn arrange(&mut self, part: &Arrangement) -> Result<(), String> {
        match part {
            Arrangement::Switch { module, is_on } => {
                self.changed(module)?;
                let off = &mut self.side_bar_mut().off;
                match is_on {
                    true => drop(off.remove(module)),
                    false => drop(off.insert(module.clone())),
                }
            }
            Arrangement::Icon { module, icon } => {
                is_icon(icon)?;
                self.changed(module)?.icon.clone_from(icon);
            }
            Arrangement::AddArea { area } => {
                own(area)?;
                if !self.side_bar_mut().own.insert(area.clone()) {
                    return Err(format!("there is an area `{area}` already"));
                }
            }
            Arrangement::RemoveArea { area } => {
                if self.modules().iter().any(|module| module.area == *area) {
                    return Err(format!("`{area}` holds modules"));
                }
                if !self.side_bar_mut().own.remove(area) {
                    return Err(format!("`{area}` is no area that can be taken away"));
                }
            }
            Arrangement::DrawArea { area, icon, hue } => {
                is_icon(icon)?;
                self.known_area(area)?;
                if 360 <= *hue || hue % 10 != 0 {
                    return Err(format!("{hue} is no hue"));
                }
                self.draw_area(area, icon, *hue);
            }
            Arrangement::OrderAreas { areas } => self.side_bar_mut().areas.clone_from(areas),
            Arrangement::OrderModules { area, modules } => self.fill_area(area, modules)?,
        }
        Ok(())
    }

    fn fill_area(&mut self, area: &str, modules: &[String]) -> Result<(), String> {
        self.known_area(area)?;
        for code in modules {
            if let Ok(module) = self.changed(code) {
                area.clone_into(&mut module.area);
            }
        }
        let order = &mut self.side_bar_mut().modules;
        order.retain(|code| !modules.contains(code));
        order.extend(modules.iter().cloned());
        Ok(())
    }

    fn known_area(&self, area: &str) -> Result<(), String> {
        let key = format!("area.{area}");
        let is_known = self.own_areas().contains(area)
            || self.modules().iter().any(|module| module.area == area)
            || Language::ALL.iter().any(|of| {
                // What was taken away keeps its words, as they may come back with it.
                !area.starts_with("x_") && self.texts().find(*of, &key).is_some()
            });
        if is_known { Ok(()) } else { Err(format!("there is no area `{area}`")) }
    }
}

fn is_icon(icon: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match !icon.is_empty() && icon.chars().all(fits) {
        true => Ok(()),
        false => Err(format!("`{icon}` is no icon")),
    }
}
