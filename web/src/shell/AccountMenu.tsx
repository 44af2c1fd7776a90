import {
  Check,
  ChevronsUpDown,
  Keyboard,
  LogOut,
  MonitorSmartphone,
  ToggleLeft,
} from 'lucide-react';
import { ConnectionMark } from '../connection/ConnectionMark.tsx';
import { Avatar, hueOf } from '../people/StillAvatar.tsx';
import { useSelect } from './hooks.ts';
import { go } from './router.ts';
import { words } from './strings.ts';
import { setTheme, type Theme, useTheme } from './theme.ts';
import { useMenu } from './useMenu.ts';

const THEMES: Theme[] = ['system', 'light', 'dark'];

/** Oneself, at the foot of the sidebar: the truth about the connection, and what is rarely needed. */
export function AccountMenu({ onSignOut, onHelp }: { onSignOut: () => void; onHelp: () => void }) {
  const me = useSelect((state) => state.me);
  const theme = useTheme();
  const { open, root, trigger, toggle, press, choose } = useMenu();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside
    <div className="account" ref={root} onKeyDown={press}>
      {open && (
        <div className="menu" role="menu" aria-label={words.menu.account}>
          <button
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={choose(() => go({ at: 'sessions' }))}
          >
            <MonitorSmartphone size={16} strokeWidth={1.75} aria-hidden />
            {words.menu.sessions}
          </button>
          {(me.role === 'owner' || me.role === 'admin') && (
            <button
              type="button"
              role="menuitem"
              className="menu-item"
              onClick={choose(() => go({ at: 'rollout' }))}
            >
              <ToggleLeft size={16} strokeWidth={1.75} aria-hidden />
              {words.menu.rollout}
            </button>
          )}
          <button type="button" role="menuitem" className="menu-item" onClick={choose(onHelp)}>
            <Keyboard size={16} strokeWidth={1.75} aria-hidden />
            {words.menu.shortcuts}
          </button>
          {/* biome-ignore lint/a11y/useSemanticElements: a group within a menu */}
          <div className="menu-group" role="group" aria-label={words.menu.theme}>
            {THEMES.map((each) => (
              <button
                key={each}
                type="button"
                role="menuitemradio"
                aria-checked={theme === each}
                className="menu-item"
                onClick={() => setTheme(each)}
              >
                <span className="menu-check">
                  {theme === each && <Check size={14} strokeWidth={2} aria-hidden />}
                </span>
                {words.menu[each]}
              </button>
            ))}
          </div>
          <button type="button" role="menuitem" className="menu-item" onClick={choose(onSignOut)}>
            <LogOut size={16} strokeWidth={1.75} aria-hidden />
            {words.menu.signOut}
          </button>
        </div>
      )}
      <button
        ref={trigger}
        type="button"
        className="account-button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={toggle}
      >
        <Avatar hue={hueOf(me.id)} name={me.displayName} />
        <span className="account-lines">
          <span className="account-name" dir="auto">
            {me.displayName}
          </span>
          <ConnectionMark />
          <span className="sr-only">{words.menu.account}</span>
        </span>
        <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden className="soft" />
      </button>
    </div>
  );
}
