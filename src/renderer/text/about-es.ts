/** What the program is, and how to ask for help with it. */
export const aboutEs = {
  about: {
    title: 'Acerca de Rúbrica',
    version: 'Versión',
    support: 'Ayuda',
    supportAdvice:
      'El informe lleva versiones, sistema, política, cuántos documentos esperan, problemas del token y el registro técnico. No lleva documentos, contraseñas ni PIN. Ábralo antes de enviarlo, si quiere.',
    saveReport: 'Guardar informe para soporte…',
    reportSaved: (path: string) => `Informe guardado en ${path}`,
    dataFolder: 'Datos en este equipo',
    crashes: 'Fallos guardados',
    crashesNone: 'ninguno',
    crashesKept: (count: string, last: string) => `${count}; el último, ${last}. Se quedan en este equipo.`,
    runtime: 'Programa',
    packs: 'Esquemas y listas',
    packsAdvice: 'Con esto se juzga cada documento. La huella dice qué archivos exactamente.',
    name: 'Nombre',
    hash: 'SHA-256',
    installed: 'instalado por informática',
    licences: 'Bibliotecas de terceros',
    licence: 'Licencia',
    licencesShow: (count: string) => `Ver las ${count} bibliotecas`,
    saveLicences: 'Guardar los textos…',
    licencesSaved: (path: string) => `Textos guardados en ${path}`,
  },
};

export type AboutText = typeof aboutEs;
