/** The administrator's policy as the settings screen shows it. */
export const policyEs = {
  policy: {
    title: 'Política vigente',
    replaced: 'Un archivo de configuración ocupa el lugar de la política, como en la práctica.',
    none: 'Su institución no ha fijado ningún valor. Rigen los valores por defecto.',
    problems: 'Lo que no rige de la política; avise a informática',
    all: 'Todos los valores',
    key: 'Valor',
    holds: 'Rige',
    from: 'De dónde viene',
    sources: { machine: 'Equipo', user: 'Usuario', default: 'Por defecto' },
    notSet: 'sin definir',
  },
};

export type PolicyText = typeof policyEs;
