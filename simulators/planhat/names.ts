import { draw, drawFraction, pick } from './draw.ts'

/** A name as it is written, and the letters it has in an e-mail address. */
interface Name {
  readonly written: string
  readonly letters: string
}

/** The two names of an invented person; both come from one script. */
export interface FullName {
  readonly given: Name
  readonly family: Name
}

const given =
  words(`Ada Alan Alice Amira Anton Bea Boris Carla Cedric Clara Dana David Dina Edgar Elena Elias Emma
  Erik Fatima Felix Fiona Frida Gina Greta Hana Hugo Ida Ines Ivan Jada James Jonas Julia Kai Karim Laura Leo Lina
  Lucas Maja Marco Maria Mina Nadia Nina Noah Olga Omar Oscar Paula Pedro Priya Rosa Ruben Samir Sara Selma Simon
  Sofia Tara Theo Tilda Tom Uma Vera Viktor Wanda Yara Yusuf Zoe`)

const family =
  words(`Abbott Adeyemi Ahmed Alder Andersen Banerjee Barlow Becker Bianchi Bloom Brandt Castell Chen
  Costa Dahl Davies Duarte Dubois Eklund Evans Farouk Ferrari Fischer Foster Garcia Gupta Haddad Hansen Hart Hughes
  Ibrahim Ivanova Jansen Jensen Kaplan Keller Khan Kim Kovac Larsen Lind Lopez Marsh Mbeki Meyer Moreau Murphy Nagy
  Nakamura Nilsen Novak O'Brien Okafor Olsen Park Patel Pereira Petrov Quinn Ramos Reed Rossi Rowe Sato Schmidt Silva
  Singh Sorensen Stone Tanaka Taylor Torres Varga Vega Walsh Weber West Winter Wong Young Zeller`)

// Each line is one script or alphabet: given names, then family names, as written=letters.
const others = [
  line('Zoë=zoe Renée=renee Björn=bjorn Søren=soren', 'Müller=muller Núñez=nunez Ærø=aero Łukasz=lukasz'),
  line('Thảo=thao Đức=duc Hạnh=hanh', 'Nguyễn=nguyen Phạm=pham Đặng=dang'),
  line('Şule=sule Çağla=cagla Ömer=omer', 'Yıldız=yildiz Öztürk=ozturk Güneş=gunes'),
  line('Анна=anna Борис=boris Ольга=olga', 'Петрова=petrova Ковальчук=kovalchuk Жуков=zhukov'),
  line('Ελένη=eleni Νίκος=nikos Ζωή=zoi', 'Δημητρίου=dimitriou Παππάς=pappas Ρήγας=rigas'),
  line('小龍=xiaolong 美玲=meiling 伟=wei', '李=li 王=wang 歐陽=ouyang'),
  line('さくら=sakura 健太=kenta ハナ=hana', '山田=yamada 小林=kobayashi 渡辺=watanabe'),
  line('민준=minjun 서연=seoyeon 하은=haeun', '김=gim 박=bak 최=choe'),
  line('ليلى=layla يوسف=yusuf هدى=huda', 'حداد=haddad منصور=mansour النجار=alnajjar'),
  line('נועה=noa אורי=uri תמר=tamar', 'לוי=levi כהן=cohen מזרחי=mizrahi'),
  line('अनिता=anita रवि=ravi मीरा=mira', 'शर्मा=sharma वर्मा=varma जोशी=joshi'),
  line('สมชาย=somchai มาลี=mali', 'ศรีสุข=srisuk ใจดี=chaidi'),
]

const salt = { script: 11, which: 12, given: 13, family: 14 }

/** Invents a name for user `index`: 15 % of them are not plain ASCII. */
export function inventName(seed: number, index: number): FullName {
  const foreign = drawFraction(seed, index, salt.script) < 0.15
  const pool = foreign ? pick(others, draw(seed, index, salt.which)) : { given, family }
  return {
    given: pick(pool.given, draw(seed, index, salt.given)),
    family: pick(pool.family, draw(seed, index, salt.family)),
  }
}

function words(text: string): readonly Name[] {
  return text.split(/\s+/).map((written) => ({ written, letters: written.toLowerCase().replace("'", '') }))
}

function line(givenNames: string, familyNames: string) {
  return { given: pairs(givenNames), family: pairs(familyNames) }
}

function pairs(text: string): readonly Name[] {
  return text.split(' ').map((pair) => {
    const [written = '', letters = ''] = pair.split('=')
    return { written, letters }
  })
}
