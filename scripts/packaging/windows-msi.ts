/**
 * What the MSI does besides electron-builder's own template, as installer.nsh does for the other installer: `rubrica` on
 * the machine's PATH, and Rúbrica among the programs offered for .xml.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const classes = 'Software\\Classes';
const progId = 'Rubrica.Certificate';

const component = `
      <Component Id="RubricaSystem" Guid="7C1E0A52-3D84-4C0F-9B77-2F5B0D6A91E4">
        <RegistryValue Root="HKLM" Key="${classes}\\${progId}" Type="string" Value="Rúbrica" KeyPath="yes"/>
        <RegistryValue Root="HKLM" Key="${classes}\\${progId}\\DefaultIcon" Type="string" Value="[APPLICATIONFOLDER]rubrica.exe,0"/>
        <RegistryValue Root="HKLM" Key="${classes}\\${progId}\\shell\\open\\command" Type="string" Value="&quot;[APPLICATIONFOLDER]rubrica.exe&quot; &quot;%1&quot;"/>
        <RegistryValue Root="HKLM" Key="${classes}\\.xml\\OpenWithProgids" Name="${progId}" Type="string" Value=""/>
        <Environment Id="RubricaPath" Name="PATH" Action="set" Part="last" Permanent="no" System="yes" Value="[APPLICATIONFOLDER]bin"/>
      </Component>`;

/** electron-builder's `msiProjectCreated`: called with the file it wrote and is about to compile. */
export function completeMsiProject(file: string): void {
  const project = readFileSync(file, 'utf8');
  const at = project.lastIndexOf('</ComponentGroup>');
  if (at < 0) throw new Error(`${file}: the MSI project has no component group to add to.`);
  writeFileSync(file, `${project.slice(0, at).trimEnd()}${component}\n    ${project.slice(at)}`);
}
