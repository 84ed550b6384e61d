/** Keeps the plugin's **modules**, parts that can be deleted: screens of the core find here what modules add (ADR 0031-modules). */
import type { ComponentType } from 'react';
import type { TeamWire } from '#contract/people/team';

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

/** Fields of a team, beside those of the core. */
export interface TeamFieldsProps {
  team: Partial<TeamWire>;
  change(part: Partial<TeamWire>): void;
}

interface TeamFields {
  Fields: ComponentType<TeamFieldsProps>;
  /** Whether the team uses them, so that they are shown at once. */
  isSet(team: Partial<TeamWire>): boolean;
}

export interface PluginModule {
  name: string;
  pages?: readonly ModulePage[];
  tabs?: readonly ModuleTab[];
  /** Cards at the side of Home with what the reader has to do; nothing where there is nothing to do. */
  homeCards?: readonly ComponentType[];
  teamFields?: readonly TeamFields[];
}

let modules: readonly PluginModule[] = [];

/** Called once, before anything of the plugin is shown. */
export function registerModules(all: readonly PluginModule[]): void {
  modules = all;
}

export function modulePages(): readonly ModulePage[] {
  return modules.flatMap(({ pages = [] }) => pages);
}

/** @returns pages by the tab that the address asks for */
export function moduleTabs(section: string): Record<string, ComponentType> {
  const tabs = modules.flatMap(({ tabs: all = [] }) => all.filter((tab) => tab.section === section));
  return Object.fromEntries(tabs.map(({ tab, page }) => [tab, page]));
}

export function homeCards(): readonly ComponentType[] {
  return modules.flatMap((one) => one.homeCards ?? []);
}

export function teamFields(): readonly TeamFields[] {
  return modules.flatMap((one) => one.teamFields ?? []);
}

/** Whether this build has the module, so that links may lead to its pages. */
export function hasModule(name: string): boolean {
  return modules.some((one) => one.name === name);
}
