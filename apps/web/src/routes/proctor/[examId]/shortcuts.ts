const KEY = 'invigil.shortcuts';

/** Single-key shortcuts can be switched off, since they get in the way of some ways of typing; the choice stays on this computer. */
export const shortcutsOn = (): boolean => localStorage.getItem(KEY) !== 'off';
export const keepShortcuts = (on: boolean): void => localStorage.setItem(KEY, on ? 'on' : 'off');
