// The script of every page. The page works without it; each element adds one behaviour.
import "./security";
import "./elements/combo-box";
import "./elements/command-palette";
import "./elements/date-field";
import "./elements/entry-list";
import "./elements/file-drop";
import "./elements/filter-form";
import "./elements/guarded-form";
import "./elements/inline-edit";
import "./elements/layer-stack";
import "./elements/record-table";
import "./elements/relative-time";
import "./elements/session-keeper";
import "./elements/shortcut-keys";
import "./elements/theme-switch";
import "./elements/toast-stack";
