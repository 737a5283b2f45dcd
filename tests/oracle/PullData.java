import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.expr.XPathFuncExpr;

/** Looks values up as Collect does, which brings this function itself. */
final class PullData implements IFunctionHandler {
    private final Map<String, TreeElement> read = new HashMap<>();

    @Override
    public String getName() {
        return "pulldata";
    }

    @Override
    public List<Class[]> getPrototypes() {
        return new ArrayList<>();
    }

    @Override
    public boolean rawArgs() {
        return true;
    }

    @Override
    public boolean realTime() {
        return false;
    }

    @Override
    public Object eval(Object[] given, EvaluationContext context) {
        String[] words = new String[4];
        for (int place = 0; place < 4; place++) {
            words[place] = XPathFuncExpr.toString(given[place]);
        }
        String name = words[0].replaceFirst("\\.csv$", "");
        TreeElement root = rows(name);
        if (root == null) {
            return "";
        }
        for (int number = 0; number < root.getNumChildren(); number++) {
            TreeElement row = root.getChildAt(number);
            TreeElement key = row.getFirstChild(words[2]);
            TreeElement found = row.getFirstChild(words[1]);
            if (key != null && found != null && words[3].equals(JavaRosaDriver.text(key))) {
                return JavaRosaDriver.text(found);
            }
        }
        return "";
    }

    /** Reads the whole file: JavaRosa leaves out the rows of lists that nothing but this reads. */
    private TreeElement rows(String name) {
        if (!read.containsKey(name)) {
            try {
                String file = "jr://file-csv/" + name + ".csv";
                read.put(name, XFormUtils.getExternalInstance(ReferenceManager.instance(), name, file));
            } catch (Exception problem) {
                read.put(name, null);
            }
        }
        return read.get(name);
    }
}
