/** A piece of software as people install it: who makes it, and its versions from the oldest to the newest. */
export interface Title {
  readonly name: string
  readonly vendor: string
  readonly versions: readonly string[]
}

/** What of a platform's software Fleet says where it was found. */
export interface Shelf {
  readonly source: string
  readonly titles: readonly Title[]
}

const title = (name: string, vendor: string, versions: string): Title => ({
  name,
  vendor,
  versions: versions.split(' '),
})

/** Software by platform; the names are written as each platform writes them. */
export const shelves: Readonly<Record<'darwin' | 'windows' | 'ubuntu' | 'ios', Shelf>> = {
  darwin: {
    source: 'apps',
    titles: [
      title('Google Chrome.app', 'Google', '139.0.7258.139 140.0.7339.133 141.0.7390.55'),
      title('Firefox.app', 'Mozilla', '142.0.1 143.0 143.0.3'),
      title('Slack.app', 'Slack Technologies, Inc.', '4.44.65 4.45.69 4.46.96'),
      title('zoom.us.app', 'Zoom Communications, Inc.', '6.4.12 6.5.9 6.6.0'),
      title('1Password.app', 'AgileBits Inc.', '8.11.4 8.11.8 8.11.12'),
      title('Visual Studio Code.app', 'Microsoft', '1.102.3 1.103.2 1.104.2'),
      title('Microsoft Word.app', 'Microsoft', '16.99 16.100 16.101'),
      title('Microsoft Excel.app', 'Microsoft', '16.99 16.100 16.101'),
      title('Microsoft Outlook.app', 'Microsoft', '16.99.1 16.100.2 16.101.1'),
      title('Figma.app', 'Figma, Inc.', '125.6.5 125.8.8'),
      title('Docker.app', 'Docker Inc', '4.43.2 4.45.0 4.47.0'),
      title('iTerm.app', 'George Nachman', '3.5.14 3.6.2'),
      title('Notion.app', 'Notion Labs, Incorporated', '4.15.0 4.19.0'),
      title('Xcode.app', 'Apple', '16.4 26.0'),
      title('Spotify.app', 'Spotify AB', '1.2.70.409 1.2.73.474'),
      title('Postman.app', 'Postman, Inc.', '11.58.0 11.63.1'),
    ],
  },
  windows: {
    source: 'programs',
    titles: [
      title('Google Chrome', 'Google LLC', '139.0.7258.139 140.0.7339.133 141.0.7390.55'),
      title('Mozilla Firefox (x64 en-US)', 'Mozilla', '142.0.1 143.0 143.0.3'),
      title('Slack', 'Slack Technologies Inc.', '4.44.65.0 4.45.69.0 4.46.96.0'),
      title('Zoom Workplace (64-bit)', 'Zoom', '6.4.12 6.5.9 6.6.0'),
      title('1Password', 'AgileBits, Inc.', '8.11.4 8.11.8 8.11.12'),
      title('Microsoft Visual Studio Code', 'Microsoft Corporation', '1.102.3 1.103.2 1.104.2'),
      title(
        'Microsoft 365 Apps for enterprise - en-us',
        'Microsoft Corporation',
        '16.0.19029.20208 16.0.19127.20222',
      ),
      title('Microsoft Edge', 'Microsoft Corporation', '139.0.3405.125 140.0.3485.81'),
      title('7-Zip 25.01 (x64)', 'Igor Pavlov', '25.01'),
      title('Notepad++ (64-bit x64)', 'Notepad++ Team', '8.8.3 8.8.5'),
      title('Git', 'The Git Development Community', '2.50.1 2.51.0'),
      title('Adobe Acrobat (64-bit)', 'Adobe', '25.001.20630 25.001.20693'),
      title('PuTTY release 0.83 (64-bit)', 'Simon Tatham', '0.83.0.0'),
      title('Python 3.13.7 (64-bit)', 'Python Software Foundation', '3.13.7150.0'),
    ],
  },
  ubuntu: {
    source: 'deb_packages',
    titles: [
      title('openssl', 'Ubuntu', '3.0.13-0ubuntu3.4 3.0.13-0ubuntu3.5'),
      title('curl', 'Ubuntu', '8.5.0-2ubuntu10.5 8.5.0-2ubuntu10.6'),
      title('openssh-server', 'Ubuntu', '1:9.6p1-3ubuntu13.12 1:9.6p1-3ubuntu13.14'),
      title('nginx', 'Ubuntu', '1.24.0-2ubuntu7.4 1.24.0-2ubuntu7.5'),
      title('postgresql-16', 'Ubuntu', '16.9-0ubuntu0.24.04.1 16.10-0ubuntu0.24.04.1'),
      title('python3.12', 'Ubuntu', '3.12.3-1ubuntu0.7 3.12.3-1ubuntu0.8'),
      title('git', 'Ubuntu', '1:2.43.0-1ubuntu7.2 1:2.43.0-1ubuntu7.3'),
      title('docker.io', 'Ubuntu', '27.5.1-0ubuntu3 28.2.2-0ubuntu1'),
      title('bash', 'Ubuntu', '5.2.21-2ubuntu4'),
      title('libc6', 'Ubuntu', '2.39-0ubuntu8.5 2.39-0ubuntu8.6'),
    ],
  },
  ios: {
    source: 'ios_apps',
    titles: [
      title('Slack', '', '25.08.30 25.09.20'),
      title('Microsoft Outlook', '', '5.2533.0 5.2537.0'),
      title('Zoom Workplace', '', '6.5.9 6.6.0'),
      title('Okta Verify', '', '9.47.0 9.50.1'),
    ],
  },
}
