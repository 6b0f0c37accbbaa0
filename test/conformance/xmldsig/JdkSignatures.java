// Signs and verifies with the JDK's own javax.xml.crypto, for the conformance tests. Reads "verb\tinput\toutput\tkey\tcertificate\talgorithm\tc14n" lines.
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.*;
import java.util.*;
import javax.xml.crypto.*;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.*;
import javax.xml.crypto.dsig.keyinfo.*;
import javax.xml.crypto.dsig.spec.*;
import javax.xml.parsers.*;
import javax.xml.transform.*;
import javax.xml.transform.dom.*;
import javax.xml.transform.stream.*;
import org.w3c.dom.*;

public class JdkSignatures {
  static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      String[] part = line.split("\t");
      try {
        System.out.println(part[0].equals("sign") ? sign(part) : verify(part));
      } catch (Exception problem) {
        System.out.println("failed: " + problem.toString().replace('\n', ' '));
      }
    }
  }

  static Document parse(String path) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new File(path));
    markIds(document.getDocumentElement());
    return document;
  }

  static void markIds(Element element) {
    if (element.hasAttribute("id")) element.setIdAttribute("id", true);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling())
      if (child instanceof Element) markIds((Element) child);
  }

  static X509Certificate certificate(String path) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(path));
  }

  static String sign(String[] part) throws Exception {
    String pem = Files.readString(Path.of(part[3])).replaceAll("-----[^-]*-----|\\s", "");
    X509Certificate certificate = certificate(part[4]);
    PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    Document document = parse(part[1]);
    Transform enveloped = FACTORY.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
    Transform canonical = FACTORY.newTransform(part[6], (TransformParameterSpec) null);
    Reference reference = FACTORY.newReference("", FACTORY.newDigestMethod(DigestMethod.SHA256, null), List.of(enveloped, canonical), null, null);
    SignedInfo info = FACTORY.newSignedInfo(FACTORY.newCanonicalizationMethod(part[6], (C14NMethodParameterSpec) null), FACTORY.newSignatureMethod(part[5], null), List.of(reference));
    KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
    KeyInfo keyInfo = keys.newKeyInfo(List.of(keys.newKeyValue(certificate.getPublicKey()), keys.newX509Data(List.of(certificate))));
    FACTORY.newXMLSignature(info, keyInfo).sign(new DOMSignContext(key, document.getDocumentElement()));
    try (OutputStream out = new FileOutputStream(part[2])) {
      TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
    }
    return "signed";
  }

  static String verify(String[] part) throws Exception {
    NodeList signatures = parse(part[1]).getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < signatures.getLength(); i++) {
      String path = i == signatures.getLength() - 1 ? part[4] : part[3];
      DOMValidateContext context = new DOMValidateContext(certificate(path).getPublicKey(), signatures.item(i));
      said.append(i == 0 ? "" : " ").append(FACTORY.unmarshalXMLSignature(context).validate(context) ? "valid" : "invalid");
    }
    return said.toString();
  }
}
