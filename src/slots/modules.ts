/** Keeps the plugin's **modules**, parts that can be deleted: screens of the core find here what modules add (ADR 0031-modules). */
import type { ComponentType } from 'react';

export interface ModulePage {
  /** Below the plugin's root, as the router has it: `integrations/imports/:id`. */
  path: string;
  page: ComponentType;
}

/** A page beside an entry's own one. */
interface ModuleTab {
  /** Name of the entry in the address: `integrations`. */
  section: string;
  /** As in `?tab=`, and in `TABS` of components/menu/sections.ts. */
  tab: string;
  page: ComponentType;
}

export interface PluginModule {
  name: string;
  pages: readonly ModulePage[];
  tabs: readonly ModuleTab[];
}

let modules: readonly PluginModule[] = [];

/** Called once, before anything of the plugin is shown. */
export function registerModules(all: readonly PluginModule[]): void {
  modules = all;
}

export function modulePages(): readonly ModulePage[] {
  return modules.flatMap(({ pages }) => pages);
}

/** @returns pages by the tab that the address asks for */
export function moduleTabs(section: string): Record<string, ComponentType> {
  const tabs = modules.flatMap((one) => one.tabs.filter((tab) => tab.section === section));
  return Object.fromEntries(tabs.map(({ tab, page }) => [tab, page]));
}

/** Whether this build has the module, so that links may lead to its pages. */
export function hasModule(name: string): boolean {
  return modules.some((one) => one.name === name);
}
