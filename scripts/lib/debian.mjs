/** Installs the Debian packages that tests need. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Debian packages that tests need, and how to detect them. */
const needs = {
  postgresql: {
    packages: ['postgresql'],
    found: () => folderWith('/usr/lib/postgresql', 'bin/initdb'),
    used: 'the tests on PostgreSQL',
  },
  chromium: {
    packages: ['chromium', 'chromium-headless-shell', 'fonts-liberation'],
    found: () => ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'].every((file) => existsSync(file)),
    used: 'the browser tests',
  },
  calendars: {
    packages: ['python3-icalendar', 'python3-recurring-ical-events'],
    found: () =>
      ['icalendar', 'recurring_ical_events.py'].every((name) => existsSync(`/usr/lib/python3/dist-packages/${name}`)),
    used: 'the test that reads calendars back',
  },
  faketime: {
    packages: ['libfaketime'],
    found: () => folderWith('/usr/lib', 'faketime/libfaketime.so.1'),
    used: 'the test that sets the clock',
  },
  cluster: {
    packages: ['patroni', 'python3-etcd', 'python3-dnspython', 'etcd-server', 'iproute2'],
    found: () =>
      [
        '/usr/bin/patroni',
        '/usr/bin/etcd',
        '/usr/lib/python3/dist-packages/etcd',
        '/usr/lib/python3/dist-packages/dns',
        '/usr/sbin/ip',
      ].every((file) => existsSync(file)),
    used: 'the tests on a PostgreSQL cluster',
  },
  pgbouncer: {
    packages: ['pgbouncer'],
    found: () => existsSync('/usr/sbin/pgbouncer'),
    used: 'the tests with pgbouncer',
  },
  haproxy: {
    packages: ['haproxy'],
    found: () => existsSync('/usr/sbin/haproxy'),
    used: 'the test with HAProxy',
  },
  debian: {
    packages: ['mmdebstrap', 'debian-archive-keyring', 'python3-minimal', 'unzip'],
    found: () =>
      [
        '/usr/bin/mmdebstrap',
        '/usr/bin/python3',
        '/usr/bin/unzip',
        '/usr/share/keyrings/debian-archive-keyring.gpg',
      ].every((file) => existsSync(file)),
    used: 'the tests of packages',
  },
  images: {
    packages: ['buildah', 'netavark'],
    found: () => existsSync('/usr/bin/buildah'),
    used: 'the tests of the container image',
  },
  kubernetes: {
    packages: ['kubernetes-client'],
    found: () => existsSync('/usr/bin/kubectl'),
    used: 'the tests of the Kubernetes files',
  },
  rpm: {
    packages: ['rpm'],
    found: () => existsSync('/usr/bin/rpmbuild'),
    used: 'the .rpm',
  },
  alertmanager: monitor('Alertmanager', ['prometheus-alertmanager'], ['/usr/bin/prometheus-alertmanager']),
  prometheus: monitor('Prometheus', ['prometheus'], ['/usr/bin/prometheus']),
  nagios: monitor(
    'Nagios',
    ['nagios4-core', 'perl-base', 'curl'],
    ['/usr/sbin/nagios4', '/usr/bin/perl', '/usr/bin/curl'],
  ),
  icinga2: monitor('Icinga 2', ['icinga2-bin'], ['/usr/sbin/icinga2']),
  zabbix: monitor(
    'Zabbix',
    ['zabbix-server-pgsql', 'zabbix-frontend-php', 'php-cli', 'php-pgsql', 'php-curl'],
    ['/usr/sbin/zabbix_server', '/usr/share/zabbix/api_jsonrpc.php', '/usr/bin/php'],
  ),
  kannel: monitor('Kannel', ['kannel'], ['/usr/sbin/bearerbox', '/usr/sbin/smsbox']),
  ntfy: monitor('ntfy', ['ntfy'], ['/usr/bin/ntfy']),
  snmp: monitor('snmptrap', ['snmp'], ['/usr/bin/snmptrap', '/usr/bin/snmpinform']),
  exim: monitor('Exim', ['exim4-daemon-light'], ['/usr/sbin/exim4']),
};

/** All packages that any test needs. */
export const everything = /** @type {Array<keyof typeof needs>} */ (Object.keys(needs));

/** Packages that `npm run test:integration` needs. */
export const monitors = /** @type {const} */ ([
  'postgresql',
  'alertmanager',
  'prometheus',
  'nagios',
  'icinga2',
  'zabbix',
  'exim',
  'ntfy',
  'kannel',
  'snmp',
]);

function monitor(name, packages, files) {
  return { packages, found: () => files.every((file) => existsSync(file)), used: `the integration tests with ${name}` };
}

/**
 * Installs missing Debian packages if possible; otherwise prints the command to type.
 * @param {Array<keyof typeof needs>} names
 */
export function installSystemPackages(names) {
  const missing = names.filter((name) => !needs[name].found());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => needs[name].packages);
  const used = missing.map((name) => needs[name].used).join(', ');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    const how = existsSync('/usr/bin/apt-get')
      ? `sudo apt-get install -y ${packages.join(' ')}`
      : `install ${packages.join(' ')} with your system's package manager`;
    console.log(`vigie: ${packages.join(' ')} not found; needed by ${used}. To have them: ${how}`);
    return;
  }
  console.log(`vigie: installing Debian packages for ${used}: ${packages.join(' ')}`);
  if (apt(['update', '-q']) && install(packages)) return;
  // One unavailable package must not prevent the others.
  for (const name of missing.filter((one) => !needs[one].found())) {
    if (!install(needs[name].packages))
      console.error(
        `vigie: apt-get could not install ${needs[name].packages.join(' ')}; ${needs[name].used} cannot run without.`,
      );
  }
}

const install = (packages) => apt(['install', '-y', '-q', '--no-install-recommends', ...packages]);

function apt(args) {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const result = spawnSync('apt-get', [...options, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return result.status === 0;
}

function folderWith(folder, file) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((entry) => existsSync(path.join(folder, entry, file)));
}
